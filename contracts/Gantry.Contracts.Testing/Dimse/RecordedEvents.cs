using System.Collections.Concurrent;
using System.Threading.Channels;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts.Testing;

/// <summary>A peer in memory that takes N-EVENT-REPORT, keeps what it was told, and answers.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class RecordedEvents : IOperationEvents
{
    private readonly ConcurrentQueue<EventReport> _sent = new();
    private readonly Channel<EventReport> _coming = Channel.CreateUnbounded<EventReport>();
    private readonly TaskCompletionSource _responded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The reports so far, in order.</summary>
    public IReadOnlyList<EventReport> Sent => [.. _sent];

    /// <summary>Which SOP classes it takes events of; all unless set.</summary>
    public Func<Uid, bool> AcceptsSopClass { get; set; } = _ => true;

    /// <summary>Its answer to a report, or an <see cref="IOException"/> as where the association is lost; Success unless set.</summary>
    public Func<EventReport, NServiceResponse> Answer { get; set; } = _ => DimseStatus.Success;

    /// <summary>False to play an association that has ended: reports throw an <see cref="IOException"/>.</summary>
    public bool IsEstablished { get; set; } = true;

    /// <inheritdoc/>
    public Task Responded => _responded.Task;

    /// <summary>Ends <see cref="Responded"/>; <see cref="PluginHarness"/> does when a handler has returned.</summary>
    public void Respond() => _responded.TrySetResult();

    /// <summary>Waits for the next report that was not waited for yet: for what a plugin tells in the background.</summary>
    public ValueTask<EventReport> NextAsync(CancellationToken cancellationToken) => _coming.Reader.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public bool Accepts(Uid sopClass) => AcceptsSopClass(sopClass);

    /// <inheritdoc/>
    public ValueTask<NServiceResponse> ReportAsync(EventReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        cancellationToken.ThrowIfCancellationRequested();
        if (!Accepts(report.AffectedSopClassUid))
        {
            throw new InvalidOperationException("No presentation context was accepted for the report.");
        }

        if (!IsEstablished)
        {
            throw new IOException("The association has ended.");
        }

        var response = Answer(report);
        _sent.Enqueue(report);
        _coming.Writer.TryWrite(report);
        return ValueTask.FromResult(response);
    }
}
