using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>What a <see cref="DicomClient"/> can be told.</summary>
public sealed record DicomClientOptions
{
    /// <summary>The options of each association: timeouts, user identity, the clock of all times.</summary>
    public RequestorOptions Association { get; init; } = new();

    /// <summary>The most associations with the peer at a time, idle ones included: 1 to 64; 4 unless set. What needs one more waits.</summary>
    public int MaximumAssociations
    {
        get;
        init => field = Range.Check(value, 1, 64);
    } = 4;

    /// <summary>How long an association that nobody uses is kept to be used again, up to a day; 10 seconds unless set, zero releases it at once.</summary>
    public TimeSpan IdleTimeout
    {
        get;
        init => field = value == TimeSpan.Zero ? value : Range.Check(value);
    } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The C-STORE requests that may await their responses on one association, where the peer takes so many: 1 to 1,000; 16 unless set. Proposed as the
    /// asynchronous operations window (PS3.7 §D.3.3.3); 1 proposes none.
    /// </summary>
    public int MaximumOperations
    {
        get;
        init => field = Range.Check(value, 1, 1_000);
    } = 16;

    /// <summary>What is tried again, and how.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>Told of each association that has been established, for whoever lists them or counts their bytes; must neither throw nor wait. Nobody unless set.</summary>
    public Action<Association>? Opened { get; init; }

    /// <summary>
    /// Opens the transport of an association in place of TCP to the peer's host and port: a proxy, a tunnel, memory. The association completes it, and disposes it if
    /// it is <see cref="IAsyncDisposable"/>. What it throws ends the attempt; an <see cref="IOException"/> counts as a fault that passes.
    /// </summary>
    public Func<CancellationToken, ValueTask<IDuplexPipe>>? OpenTransport { get; init; }
}
