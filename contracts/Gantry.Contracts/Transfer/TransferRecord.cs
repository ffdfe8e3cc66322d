using System.Globalization;

namespace Gantry.Contracts;

/// <summary>A record of a database, of one kind.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">What tells it from the others of its kind; ASCII, but for users and roles.</param>
public abstract record TransferRecord(TransferKind Kind, string Key)
{
    /// <summary>The key of what has a number: its digits, so that keys are in the order of the numbers.</summary>
    public static string KeyOf(long number) => number.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The key of what has a name: users and roles are told apart without regard to letter case.</summary>
    public static string KeyOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.ToUpperInvariant();
    }

    /// <summary>A SHA-256 of all that the record says: the same for two records of one kind only where they say the same, whatever databases they are from.</summary>
    public byte[] Digest()
    {
        using var content = new TransferContent();
        Write(content.Add(Key));
        return content.Digest();
    }

    private protected abstract void Write(TransferContent content);
}
