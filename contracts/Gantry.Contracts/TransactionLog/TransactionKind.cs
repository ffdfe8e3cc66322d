namespace Gantry.Contracts;

/// <summary>What a record of the transaction log tells of.</summary>
public enum TransactionKind
{
    /// <summary>The server itself: start, stop, a plugin that was replaced, a fault.</summary>
    Server = 0,

    /// <summary>An association: its request, acceptance, rejection, release or abort.</summary>
    Association = 1,

    /// <summary>A DIMSE operation.</summary>
    Operation = 2,

    /// <summary>A request to a web service.</summary>
    Web = 3,

    /// <summary>An action of an administrator or a user.</summary>
    Administration = 4,
}
