namespace Gantry.Contracts;

/// <summary>Something as it lies in the database.</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="Value">What it is.</param>
/// <param name="Version">Rises with every change: who changes it names the version that was read.</param>
public sealed record Stored<T>(T Value, long Version);
