namespace Gantry.Dal.Relational.TransactionLog;

/// <summary>A record, as far as it takes to know whether it is meant.</summary>
internal sealed record TransactionKey(long Id, string Description);
