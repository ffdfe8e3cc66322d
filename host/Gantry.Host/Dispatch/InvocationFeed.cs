using System.Threading.Channels;
using Gantry.Contracts;
using Gantry.Dicom.Network;
using Gantry.Host.Listener;
using Gantry.Host.Plugins.Faults;

namespace Gantry.Host.Dispatch;

/// <summary>
/// Tells observers of the operations that this server has asked of peers, a little later, and behind those who asked, whom no observer may hold up. What has no place in the
/// queue is left out and counted.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class InvocationFeed(OpenAssociations associations, Observers observers, ILogger<InvocationFeed> logger) : BackgroundService
{
    private const int MaximumWaiting = 10_000;
    private const int Many = 32;

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
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken).ConfigureAwait(false))
            {
                await Task.Delay(Observers.Delay, stoppingToken).ConfigureAwait(false);
                await TellAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await TellAsync().ConfigureAwait(false);
        }
        finally
        {
            associations.InvocationEnded -= Note;
        }
    }

    // Those to one peer together.
    private async Task TellAsync()
    {
        var some = new List<CompletedInvocation>();
        while (_waiting.Reader.TryRead(out var invocation))
        {
            if (some.Count == Many || (some.Count > 0 && some[0].RemoteAETitle != invocation.RemoteAETitle))
            {
                await observers.TellAsync(some).ConfigureAwait(false);
                some.Clear();
            }

            some.Add(invocation);
        }

        if (some.Count > 0)
        {
            await observers.TellAsync(some).ConfigureAwait(false);
        }

        if (Interlocked.Exchange(ref _leftOut, 0) is > 0 and var count)
        {
            logger.InvocationsLeftOut(count);
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
