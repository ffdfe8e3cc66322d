namespace Gantry.Contracts;

/// <summary>What is to be done with a job.</summary>
public enum JobState
{
    /// <summary>Nothing yet: it was created, and waits for somebody to start it, or for an answer from elsewhere.</summary>
    Idle = 0,

    /// <summary>It is to be done, or is being done by whoever holds the lease.</summary>
    Pending = 1,

    /// <summary>It was done.</summary>
    Done = 2,

    /// <summary>It was given up.</summary>
    Failed = 3,
}
