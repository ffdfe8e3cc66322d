namespace Gantry.Contracts;

/// <summary>How an association ended.</summary>
public enum AssociationOutcome
{
    /// <summary>By A-RELEASE, either side.</summary>
    Released = 0,

    /// <summary>It never began: A-ASSOCIATE-RJ.</summary>
    Rejected = 1,

    /// <summary>By A-ABORT of a service-user, either side.</summary>
    Aborted = 2,

    /// <summary>The transport was lost, a side took too long, or the peer broke the protocol.</summary>
    Broken = 3,
}
