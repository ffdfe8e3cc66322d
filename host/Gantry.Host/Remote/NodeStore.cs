using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Remote;

/// <summary>The remote AEs that the administrator has made known, kept in <c>nodes.json</c> of the data folder.</summary>
/// <remarks>Safe for concurrent use: readers see one whole list or the next.</remarks>
internal sealed class NodeStore
{
    private readonly string _file;
    private readonly Lock _changing = new();
    private volatile ImmutableSortedDictionary<string, KnownAE> _nodes;

    /// <exception cref="InvalidDataException">The file is not a list of nodes.</exception>
    public NodeStore(string file)
    {
        _file = file;
        _nodes = File.Exists(file) ? Read(file) : ImmutableSortedDictionary.Create<string, KnownAE>(StringComparer.Ordinal);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<KnownAE> Known => [.. _nodes.Values];

    /// <summary>Those that can be called.</summary>
    public IReadOnlyCollection<RemoteNode> Nodes => [.. _nodes.Values.Select(known => known.Node).OfType<RemoteNode>()];

    public bool TryGet(AETitle aeTitle, [NotNullWhen(true)] out KnownAE? known) => _nodes.TryGetValue(aeTitle.Value, out known);

    /// <summary>Adds an AE, or changes the one with the title.</summary>
    /// <param name="aeTitle">The title.</param>
    /// <param name="change">Makes the AE from the one that there was, null for none. What it throws comes through, and nothing is changed.</param>
    /// <returns>The AE as it is now.</returns>
    public KnownAE Put(AETitle aeTitle, Func<KnownAE?, KnownAE> change)
    {
        KnownAE? changed = null;
        Change(nodes => nodes.SetItem(aeTitle.Value, changed = change(nodes.GetValueOrDefault(aeTitle.Value))));
        return changed!;
    }

    /// <returns>False where there was none.</returns>
    public bool Remove(AETitle aeTitle)
    {
        var known = _nodes.ContainsKey(aeTitle.Value);
        Change(nodes => nodes.Remove(aeTitle.Value));
        return known;
    }

    private void Change(Func<ImmutableSortedDictionary<string, KnownAE>, ImmutableSortedDictionary<string, KnownAE>> change)
    {
        lock (_changing)
        {
            var next = change(_nodes);
            DataFile.Replace(_file, [.. next.Values.Select(NodeEntry.Of)], NodeJson.Default.NodeEntryArray);
            _nodes = next;
        }
    }

    private static ImmutableSortedDictionary<string, KnownAE> Read(string file)
    {
        try
        {
            var entries = JsonSerializer.Deserialize(File.ReadAllBytes(file), NodeJson.Default.NodeEntryArray) ?? [];
            return entries.Select(entry => entry.Over(null)).ToImmutableSortedDictionary(node => node.AETitle.Value, node => node, StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{file} is not a list of remote AEs: {exception.Message}", exception);
        }
    }
}
