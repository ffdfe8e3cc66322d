using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>Sends N-EVENT-REPORT to the peer of an association, as the SCP of a SOP class (PS3.7 §10.1.1).</summary>
/// <remarks>Safe for concurrent use: what the peer does not take at a time waits for its turn.</remarks>
public interface IEventReporter
{
    /// <summary>False once the association has ended.</summary>
    bool IsEstablished { get; }

    /// <summary>True where the association has a presentation context for the SOP class in which this side is SCP.</summary>
    bool Accepts(Uid sopClass);

    /// <summary>Sends a report and waits for the response.</summary>
    /// <param name="report">The report.</param>
    /// <param name="cancellationToken">Cancelled before the report has begun to go out: it is not sent. Later: the association may be aborted.</param>
    /// <returns>The peer's response, whatever its status.</returns>
    /// <exception cref="InvalidOperationException"><see cref="Accepts"/> is false for the SOP class.</exception>
    /// <exception cref="IOException">The association has ended: the report may not have arrived.</exception>
    /// <exception cref="DicomEncodingException">The report was answered, and the Event Reply cannot be decoded.</exception>
    ValueTask<NServiceResponse> ReportAsync(EventReport report, CancellationToken cancellationToken);
}
