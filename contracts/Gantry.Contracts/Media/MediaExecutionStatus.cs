namespace Gantry.Contracts;

/// <summary>The Execution Status (2100,0020) of a request for media (PS3.3 §C.22.1).</summary>
public enum MediaExecutionStatus
{
    /// <summary>IDLE: created, not initiated.</summary>
    Idle,

    /// <summary>PENDING: initiated; it waits for its turn or for the device.</summary>
    Pending,

    /// <summary>CREATING: the content is being prepared, or the pieces are being made.</summary>
    Creating,

    /// <summary>DONE: all pieces are made.</summary>
    Done,

    /// <summary>FAILURE: it was given up, or cancelled.</summary>
    Failure,
}
