namespace Gantry.Plugins.Retention;

/// <summary>What became of a study that was chosen.</summary>
internal enum RetirementOutcome
{
    /// <summary>It is deleted, or would be.</summary>
    Deleted,

    /// <summary>It is not due any more.</summary>
    Kept,

    /// <summary>No archive has committed to all of it.</summary>
    NotSafe,

    /// <summary>When it came cannot be told.</summary>
    Unclear,
}
