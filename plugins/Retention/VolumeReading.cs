namespace Gantry.Plugins.Retention;

/// <summary>Of which instances of a study the store is asked for the volume.</summary>
internal enum VolumeReading
{
    /// <summary>Of none: no rule and no quota names one.</summary>
    None,

    /// <summary>Of the last, to see whether the study is worth a second look.</summary>
    Last,

    /// <summary>Of all.</summary>
    All,
}
