namespace Gantry.Fuzz;

/// <summary>What has to hold whatever the input is.</summary>
internal static class Promise
{
    /// <exception cref="BrokenPromiseException">It does not hold.</exception>
    public static void Holds(bool condition, string what)
    {
        if (!condition)
        {
            throw new BrokenPromiseException(what);
        }
    }
}
