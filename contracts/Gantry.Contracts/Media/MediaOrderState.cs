namespace Gantry.Contracts;

/// <summary>Where an order is.</summary>
public enum MediaOrderState
{
    /// <summary>It waits for its turn, or for what <see cref="MediaProgress.Condition"/> says.</summary>
    Waiting,

    /// <summary>Its pieces are being made.</summary>
    Creating,

    /// <summary>All its pieces are made.</summary>
    Done,

    /// <summary>It was given up; some pieces may have been made.</summary>
    Failed,
}
