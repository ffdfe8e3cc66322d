namespace Gantry.Fuzz;

/// <summary>The code under test did not throw, but did the wrong thing.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
