namespace Gantry.Contracts;

/// <summary>Who began what a record tells of.</summary>
public enum TransactionDirection
{
    /// <summary>Nobody at another end.</summary>
    None = 0,

    /// <summary>The remote end.</summary>
    Incoming = 1,

    /// <summary>This server.</summary>
    Outgoing = 2,
}
