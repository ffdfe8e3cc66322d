namespace Gantry.Plugins.MediaCreation;

/// <summary>How images are put on media whose profile lets them be compressed.</summary>
public enum MediaCompression
{
    /// <summary>As they are stored.</summary>
    None,

    /// <summary>Without loss.</summary>
    Lossless,

    /// <summary>With loss, where the request allows it, and else without.</summary>
    Lossy,
}
