using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts.Testing;

/// <summary>A Storage SCP in memory, for what a handler sends; it takes events, too.</summary>
public sealed class InMemoryAE
{
    private readonly ConcurrentQueue<ReceivedInstance> _received = new();
    private int _opened;
    private int _closed;

    /// <summary>What was received, in order.</summary>
    public IReadOnlyList<ReceivedInstance> Received => [.. _received];

    /// <summary>The associations opened so far, those refused not counted.</summary>
    public int OpenedAssociations => _opened;

    /// <summary>The associations opened and not disposed.</summary>
    public int OpenAssociations => _opened - _closed;

    /// <summary>The proposals of each association.</summary>
    public ConcurrentQueue<IReadOnlyCollection<StorageProposal>> Proposals { get; } = new();

    /// <summary>How many operations it agrees to at a time; 1 unless set.</summary>
    public int MaximumOperations { get; set; } = 1;

    /// <summary>Which presentation contexts it accepts; all unless set.</summary>
    public Func<Uid, TransferSyntax, bool> Accepts { get; set; } = (_, _) => true;

    /// <summary>Its status for an instance, or an <see cref="IOException"/> that loses the association; Success unless set.</summary>
    public Func<Uid, DimseStatus> Answer { get; set; } = _ => DimseStatus.Success;

    /// <summary>Awaited with each instance before it is answered; nothing unless set.</summary>
    public Func<Uid, Task> OnReceive { get; set; } = _ => Task.CompletedTask;

    /// <summary>From which AE title each association was opened; empty for the host's first.</summary>
    public ConcurrentQueue<AETitle> Callers { get; } = new();

    /// <summary>Serves what clients of <see cref="IRemoteNodes.ClientOf"/> ask for; null, the default, for nobody: there is no connection then.</summary>
    public IAssociationHandler? Handler { get; set; }

    /// <summary>Called at each attempt to open an association, and may throw an <see cref="IOException"/>; nothing unless set.</summary>
    public Action OnOpen { get; set; } = () => { };

    /// <summary>An association that accepts what was proposed and what <see cref="Accepts"/> allows.</summary>
    /// <param name="proposals">What is proposed.</param>
    /// <param name="maximumOperations">How many operations at a time are proposed.</param>
    public IRemoteAssociation Open(IReadOnlyCollection<StorageProposal> proposals, int maximumOperations = 1)
    {
        ArgumentNullException.ThrowIfNull(proposals);
        OnOpen();
        if (proposals.Sum(proposal => proposal.TransferSyntaxes.Length) > 128)
        {
            throw new ArgumentException("More than 128 presentation contexts.", nameof(proposals));
        }

        Interlocked.Increment(ref _opened);
        Proposals.Enqueue(proposals);
        return new Association(this, proposals, Math.Min(maximumOperations, MaximumOperations));
    }

    /// <summary>Takes the events that it is told of on associations of <see cref="OpenEventReports"/>.</summary>
    public RecordedEvents Events { get; } = new();

    /// <summary>An association for events of SOP classes, as far as <see cref="Events"/> accepts them.</summary>
    public IRemoteEventReporter OpenEventReports(IReadOnlyCollection<Uid> sopClasses)
    {
        ArgumentNullException.ThrowIfNull(sopClasses);
        OnOpen();
        if (sopClasses.Count is 0 or > 128)
        {
            throw new ArgumentException($"{sopClasses.Count} presentation contexts; there must be 1 to 128.", nameof(sopClasses));
        }

        Interlocked.Increment(ref _opened);
        return new EventAssociation(this, sopClasses);
    }

    internal IDuplexPipe Connect()
    {
        OnOpen();
        var (handler, there, back) = (Handler ?? throw new IOException("Nobody listens."), new Pipe(), new Pipe());
        Interlocked.Increment(ref _opened);
        _ = ServeAsync(new End(there.Reader, back.Writer), handler);
        return new End(back.Reader, there.Writer);
    }

    private async Task ServeAsync(IDuplexPipe transport, IAssociationHandler handler)
    {
        try
        {
            await AssociationAcceptor.RunAsync(transport, null, new AcceptorOptions(), handler, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Increment(ref _closed);
        }
    }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class EventAssociation(InMemoryAE ae, IReadOnlyCollection<Uid> sopClasses) : IRemoteEventReporter
    {
        private bool _isDisposed;

        public bool IsEstablished => !_isDisposed && ae.Events.IsEstablished;

        public bool Accepts(Uid sopClass) => sopClasses.Contains(sopClass) && ae.Events.Accepts(sopClass);

        public ValueTask<NServiceResponse> ReportAsync(EventReport report, CancellationToken cancellationToken) => Accepts(report.AffectedSopClassUid)
            ? ae.Events.ReportAsync(report, cancellationToken)
            : throw new InvalidOperationException("No presentation context was accepted for the report.");

        public ValueTask DisposeAsync()
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                Interlocked.Increment(ref ae._closed);
            }

            return ValueTask.CompletedTask;
        }
    }

    private sealed class Association(InMemoryAE ae, IReadOnlyCollection<StorageProposal> proposals, int maximumOperations) : IRemoteAssociation
    {
        public int MaximumOperations => maximumOperations;

        private bool _isDisposed;

        public bool IsEstablished { get; private set; } = true;

        public bool Accepts(Uid sopClass, TransferSyntax transferSyntax) =>
            proposals.Any(proposal => proposal.SopClass == sopClass && proposal.TransferSyntaxes.Contains(transferSyntax)) && ae.Accepts(sopClass, transferSyntax);

        public async ValueTask<DimseStatus> SendAsync(InstanceContent instance, MoveOriginator? moveOriginator, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Accepts(instance.SopClass, instance.TransferSyntax))
            {
                throw new InvalidOperationException("No presentation context was accepted for the instance.");
            }

            if (!IsEstablished)
            {
                throw new IOException("The association was lost.");
            }

            try
            {
                await ae.OnReceive(instance.SopInstance).ConfigureAwait(false);
                if (!IsEstablished)
                {
                    throw new IOException("The association was lost.");
                }

                var status = ae.Answer(instance.SopInstance);
                var bytes = new ArrayBufferWriter<byte>();
                while (await instance.DataSet.ReadAsync(cancellationToken).ConfigureAwait(false) is var read)
                {
                    foreach (var segment in read.Buffer)
                    {
                        bytes.Write(segment.Span);
                    }

                    instance.DataSet.AdvanceTo(read.Buffer.End);
                    if (read.IsCompleted)
                    {
                        break;
                    }
                }

                ae._received.Enqueue(new(instance.SopClass, instance.SopInstance, instance.TransferSyntax, bytes.WrittenMemory, moveOriginator));
                return status;
            }
            catch (IOException)
            {
                IsEstablished = false;
                throw;
            }
        }

        public ValueTask DisposeAsync()
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                IsEstablished = false;
                Interlocked.Increment(ref ae._closed);
            }

            return ValueTask.CompletedTask;
        }
    }
}
