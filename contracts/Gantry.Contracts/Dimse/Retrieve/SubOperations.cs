namespace Gantry.Contracts;

/// <summary>The counters of C-MOVE and C-GET (PS3.4 §C.4.2.1.6 to §C.4.2.1.9).</summary>
/// <param name="Remaining">Not yet begun.</param>
/// <param name="Completed">Ended with Success.</param>
/// <param name="Failed">Ended with a failure, or could not be begun.</param>
/// <param name="Warning">Ended with a warning.</param>
public readonly record struct SubOperations(int Remaining, int Completed, int Failed, int Warning);
