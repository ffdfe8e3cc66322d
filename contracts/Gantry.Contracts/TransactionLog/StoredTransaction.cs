namespace Gantry.Contracts;

/// <summary>A record as it lies in the log.</summary>
/// <param name="Number">Its number: higher than those of all records that were there when it was added; from 1.</param>
/// <param name="Record">The record.</param>
public sealed record StoredTransaction(long Number, TransactionRecord Record);
