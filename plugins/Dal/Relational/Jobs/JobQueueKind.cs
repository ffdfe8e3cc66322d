namespace Gantry.Dal.Relational.Jobs;

/// <summary>A queue of jobs. The numbers are in databases and never change.</summary>
public enum JobQueueKind
{
    /// <summary>Storage commitments.</summary>
    Commitment = 1,

    /// <summary>Requests for media.</summary>
    Media = 2,

    /// <summary>Retrievals and sendings.</summary>
    Retrieve = 3,
}
