namespace Gantry.Host.Databases;

/// <summary>What is done so that one database becomes like the other.</summary>
internal enum MoveState
{
    /// <summary>The plugin of the other is started.</summary>
    Starting,

    /// <summary>All records are compared, and those that differ are written.</summary>
    Copying,

    /// <summary>All records are compared again.</summary>
    Verifying,

    /// <summary>They are alike, and every change is made in the other too.</summary>
    Following,

    /// <summary>Something is in the way; it is tried again.</summary>
    Waiting,
}
