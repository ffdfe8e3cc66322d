namespace Gantry.Plugins.PrimeraDriver;

/// <summary>The phase of a job, which PTBurn tells by the extension of its file. In order: of two files of a job the later phase counts.</summary>
public enum JobPhase
{
    /// <summary>There is no file.</summary>
    None,

    /// <summary><c>.JRQ</c>: submitted; PTBurn has not seen it yet.</summary>
    Submitted,

    /// <summary><c>.QRJ</c>: in the queue of PTBurn.</summary>
    Queued,

    /// <summary><c>.INP</c>: discs are being made.</summary>
    InProcess,

    /// <summary><c>.ERR</c>, or <c>.ABT</c>: it failed, or was aborted.</summary>
    Failed,

    /// <summary><c>.DON</c>: done.</summary>
    Done,
}
