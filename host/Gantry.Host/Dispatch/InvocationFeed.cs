using System.Threading.Channels;
using Gantry.Contracts;
using Gantry.Dicom.Network;
using Gantry.Host.Listener;
using Gantry.Host.Plugins.Faults;

namespace Gantry.Host.Dispatch;

/// <summary>
/// Tells observers of the operations that this server has asked of peers, one after the other and behind those who asked, whom no observer may hold up. What has no place
/// in the queue is left out and counted.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class InvocationFeed(OpenAssociations associations, Observers observers, ILogger<InvocationFeed> logger) : BackgroundService
{
    private const int MaximumWaiting = 10_000;
    private readonly Channel<CompletedInvocation> _waiting = Channel.CreateBounded<CompletedInvocation>(new BoundedChannelOptions(MaximumWaiting) { SingleReader = true });
    private long _leftOut;

    /// <summary>Takes note of one; never waits.</summary>
    public void Note(OpenAssociation open, EndedInvocation ended)
    {
        if (observers.AreThere && open.Origin?.Rehearsal is null && !_waiting.Writer.TryWrite(Of(open, ended)))
        {
            Interlocked.Increment(ref _leftOut);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        associations.InvocationEnded += Note;
        try
        {
            await foreach (var invocation in _waiting.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
            {
                await observers.TellAsync(invocation).ConfigureAwait(false);
                if (Interlocked.Exchange(ref _leftOut, 0) is > 0 and var count)
                {
                    logger.InvocationsLeftOut(count);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            associations.InvocationEnded -= Note;
        }
    }

    private static CompletedInvocation Of(OpenAssociation open, EndedInvocation ended)
    {
        var (association, parameters) = (open.Association, open.Association.Parameters);
        var (local, remote) = open.Origin is null ? (parameters.CallingAETitle, parameters.CalledAETitle) : (parameters.CalledAETitle, parameters.CallingAETitle);
        return new CompletedInvocation
        {
            AssociationId = open.Id,
            LocalAETitle = local,
            RemoteAETitle = remote,
            Peer = association.Peer,
            LocalEndPoint = open.Origin?.Local,
            Command = DimseOperation.CommandOf(ended.Command),
            MessageId = ended.Command.MessageId,
            SopClass = ended.Command.SopClassUid,
            SopInstance = ended.Command.SopInstanceUid,
            Status = ended.Response?.Status,
            ErrorComment = ended.Response?.ErrorComment,
            PendingResponses = ended.PendingResponses,
            Duration = ended.Duration,
            Bytes = ended.Bytes,
            Plugin = RunningCode.Name,
            DataSet = ended.DataSet,
        };
    }
}
