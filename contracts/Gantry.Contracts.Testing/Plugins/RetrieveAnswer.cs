namespace Gantry.Contracts.Testing;

/// <summary>What a C-MOVE or C-GET handler answered.</summary>
/// <param name="Response">The final response.</param>
/// <param name="Pending">The counters of the pending responses, in order.</param>
public sealed record RetrieveAnswer(RetrieveResponse Response, IReadOnlyList<SubOperations> Pending);
