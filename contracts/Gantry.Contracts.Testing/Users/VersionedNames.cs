namespace Gantry.Contracts.Testing;

/// <summary>Things by name, letter case aside, each with a version.</summary>
internal sealed class VersionedNames<T>(Func<T, string> name)
{
    private readonly SortedDictionary<string, Stored<T>> _things = new(StringComparer.Ordinal);

    public Stored<T>? Get(string key) => _things.GetValueOrDefault(Key(key));

    public List<Stored<T>> All() => [.. _things.Values];

    public bool Add(T thing) => _things.TryAdd(Key(name(thing)), new Stored<T>(thing, 1));

    public bool Update(Stored<T> stored, T changed)
    {
        var key = Key(name(changed));
        if (key != Key(name(stored.Value)))
        {
            throw new ArgumentException("The name is another.", nameof(changed));
        }

        if (_things.GetValueOrDefault(key) is not { } current || current.Version != stored.Version)
        {
            return false;
        }

        _things[key] = new Stored<T>(changed, current.Version + 1);
        return true;
    }

    public bool Remove(string key) => _things.Remove(Key(key));

    private static string Key(string text) => text.ToUpperInvariant();

    /// <summary>Has something be there with the version that it brings.</summary>
    public void Put(Stored<T> stored) => _things[Key(name(stored.Value))] = stored;
}
