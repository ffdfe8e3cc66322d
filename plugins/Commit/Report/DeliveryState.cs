namespace Gantry.Plugins.Commit;

/// <summary>Whether a result has arrived.</summary>
internal enum DeliveryState
{
    /// <summary>The peer has taken it.</summary>
    Arrived,

    /// <summary>It has not; it may do later.</summary>
    NotYet,

    /// <summary>It has not, and cannot any more.</summary>
    Never,
}
