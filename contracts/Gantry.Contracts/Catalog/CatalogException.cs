namespace Gantry.Contracts;

/// <summary>The catalog could not do what was asked of it. The message is safe to show to an administrator: no patient data, no password.</summary>
public sealed class CatalogException : Exception
{
    /// <summary>A failure without a message.</summary>
    public CatalogException()
    {
    }

    /// <summary>A failure.</summary>
    public CatalogException(string message) : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    public CatalogException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>True where the same call may succeed later: the database is busy, full or away. True by default.</summary>
    public bool IsTransient { get; init; } = true;
}
