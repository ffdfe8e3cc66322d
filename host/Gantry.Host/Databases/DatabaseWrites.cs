namespace Gantry.Host.Databases;

/// <summary>What all that is written into the current database passes.</summary>
internal sealed class DatabaseWrites : IDisposable
{
    /// <summary>Holds writes for a moment.</summary>
    public WriteGate Gate { get; } = new();

    /// <summary>Writes down what they change.</summary>
    public ChangeBook Changes { get; } = new();

    public void Dispose() => Changes.Dispose();
}
