namespace Gantry.Contracts;

/// <summary>How a record of the transaction log is meant.</summary>
public enum TransactionType
{
    /// <summary>For whoever looks for a fault.</summary>
    Debug = 0,

    /// <summary>All went well.</summary>
    Information = 1,

    /// <summary>It was done, but not as asked.</summary>
    Warning = 2,

    /// <summary>It was not done.</summary>
    Error = 3,

    /// <summary>For the audit trail: who did or saw what.</summary>
    Audit = 4,
}
