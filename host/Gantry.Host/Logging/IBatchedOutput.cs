namespace Gantry.Host.Logging;

/// <summary>An output of the log that collects what is written until it is told that no more follows for now.</summary>
internal interface IBatchedOutput
{
    /// <summary>Passes on what was collected.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    void Release();
}
