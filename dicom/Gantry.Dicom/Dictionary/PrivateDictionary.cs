using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Gantry.Dicom;

/// <summary>
/// Names and VRs of private elements by their creator (PS3.5 §7.8), as vendors' conformance statements have them: for people to read, and for VRs that implicit
/// data sets do not state. No promise: a vendor may have changed them.
/// </summary>
/// <remarks>Nothing is built at start; the first look-up unpacks the table, about half a megabyte, in a few milliseconds. Safe for concurrent use.</remarks>
public static class PrivateDictionary
{
    private const int KeyLength = 6;

    private static readonly Lazy<Sections> Loaded = new(Load);

    /// <summary>The creators that are known, in ordinal order.</summary>
    public static IEnumerable<string> Creators => Loaded.Value.ByCreator.Keys.Order(StringComparer.Ordinal);

    /// <summary>All that is known of a creator's elements, in tag order, of a group that repeats the first; nothing for a creator that is not known.</summary>
    public static IEnumerable<PrivateDictionaryEntry> EntriesOf(string creator)
    {
        ArgumentNullException.ThrowIfNull(creator);
        creator = creator.Trim();
        return Loaded.Value.ByCreator.TryGetValue(creator, out var section)
            ? Encoding.UTF8.GetString(Loaded.Value.Text.AsSpan(section)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Parse(creator, line))
            : [];
    }

    /// <summary>Looks a private element up.</summary>
    /// <param name="creator">The private creator of its block; outer spaces do not count.</param>
    /// <param name="tag">The tag, whatever its block.</param>
    /// <param name="entry">What is known.</param>
    /// <returns>False where nothing is.</returns>
    public static bool TryGet(string creator, Tag tag, [NotNullWhen(true)] out PrivateDictionaryEntry? entry)
    {
        ArgumentNullException.ThrowIfNull(creator);
        entry = null;
        if (!tag.IsPrivate || tag.IsPrivateCreator || !Loaded.Value.ByCreator.TryGetValue(creator.Trim(), out var section))
        {
            return false;
        }

        Span<byte> key = stackalloc byte[KeyLength];
        tag.Group.TryFormat(key, out _, "X4", CultureInfo.InvariantCulture);
        ((byte)tag.Element).TryFormat(key[4..], out _, "X2", CultureInfo.InvariantCulture);
        var line = LineOf(key, section);
        if (line.IsEmpty)
        {
            "xx"u8.CopyTo(key[2..]); // a group that repeats
            line = LineOf(key, section);
        }

        entry = line.IsEmpty ? null : Parse(creator.Trim(), Encoding.UTF8.GetString(line)) with { Group = tag.Group };
        return entry is not null;
    }

    /// <summary>The VR of a private element; UN where it is not known.</summary>
    internal static Vr GetVr(string? creator, Tag tag) => creator is not null && TryGet(creator, tag, out var entry) ? entry.Vr : Vr.UN;

    private static ReadOnlySpan<byte> LineOf(ReadOnlySpan<byte> key, Range section)
    {
        for (ReadOnlySpan<byte> rest = Loaded.Value.Text.AsSpan(section); !rest.IsEmpty;)
        {
            var end = rest.IndexOf((byte)'\n');
            if (rest.StartsWith(key))
            {
                return rest[..end];
            }

            rest = rest[(end + 1)..];
        }

        return default;
    }

    private static PrivateDictionaryEntry Parse(string creator, string line)
    {
        var fields = line.Split('\t');
        var key = uint.Parse(fields[0].Replace("xx", "01", StringComparison.Ordinal), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return new(creator, (ushort)(key >> 8), (byte)key, fields[3], Vr.Parse(fields[1]), fields[2]);
    }

    private static Sections Load()
    {
        using var resource = typeof(PrivateDictionary).Assembly.GetManifestResourceStream("PrivateDictionary.g.bin")
            ?? throw new InvalidOperationException("The assembly was built without its table of private elements.");
        using var brotli = new BrotliStream(resource, CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        brotli.CopyTo(unpacked);
        var text = unpacked.ToArray();
        var sections = new Dictionary<string, Range>(StringComparer.Ordinal);
        for (var start = 0; start < text.Length;)
        {
            var name = start + 1;
            var body = name + text.AsSpan(name).IndexOf((byte)'\n') + 1;
            var length = text.AsSpan(body).IndexOf("\n="u8) + 1;
            start = length == 0 ? text.Length : body + length;
            sections.Add(Encoding.UTF8.GetString(text.AsSpan(name, body - 1 - name)), body..start);
        }

        return new(text, sections.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private sealed record Sections(byte[] Text, FrozenDictionary<string, Range> ByCreator);
}
