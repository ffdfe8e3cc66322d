namespace Gantry.Contracts;

/// <summary>What became of an attempt to cancel an order, or a request for media (PS3.4 §S.3.2.3).</summary>
public enum MediaCancellation
{
    /// <summary>It was given up.</summary>
    Cancelled,

    /// <summary>It is not there, or it was given up before.</summary>
    Unknown,

    /// <summary>It is under way and cannot be interrupted: C202H.</summary>
    InProgress,

    /// <summary>It was done already: C201H.</summary>
    Completed,
}
