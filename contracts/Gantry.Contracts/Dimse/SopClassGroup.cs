namespace Gantry.Contracts;

/// <summary>SOP classes that are named together.</summary>
public enum SopClassGroup
{
    /// <summary>Only the SOP classes that are named one by one.</summary>
    None,

    /// <summary>
    /// Every storage SOP class of PS3.4 §B.5 and §GG.3, standard ones that are newer than this build, and private ones; not media storage
    /// directories.
    /// </summary>
    Storage,
}
