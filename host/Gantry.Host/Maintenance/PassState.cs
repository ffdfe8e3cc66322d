namespace Gantry.Host.Maintenance;

/// <summary>Where a pass over many instances stands: a rebuild of the catalog, a verification, or an import.</summary>
internal enum PassState
{
    /// <summary>It works.</summary>
    Running,

    /// <summary>It has come to its end.</summary>
    Completed,

    /// <summary>An administrator or the server's end has stopped it; the next one goes on from there.</summary>
    Stopped,

    /// <summary>The store or the catalog failed; the next one goes on from there.</summary>
    Failed,
}
