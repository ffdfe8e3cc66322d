using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>A socket as two pipes.</summary>
internal interface ISocketPipes : IDuplexPipe, IAsyncDisposable
{
    /// <summary>True where the reading ended by a reset of the peer's.</summary>
    bool WasReset { get; }

    /// <summary>Closes at once.</summary>
    /// <param name="reason">What who reads or writes is told.</param>
    void Close(string reason);
}
