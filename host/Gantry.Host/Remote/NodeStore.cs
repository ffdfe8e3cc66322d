using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Remote;

/// <summary>The remote AEs that the administrator has made known, kept in <c>nodes.json</c> of the data folder.</summary>
/// <remarks>Safe for concurrent use: readers see one whole list or the next.</remarks>
internal sealed class NodeStore
{
    private readonly string _file;
    private readonly Lock _changing = new();
    private volatile ImmutableSortedDictionary<string, RemoteNode> _nodes;

    /// <exception cref="InvalidDataException">The file is not a list of nodes.</exception>
    public NodeStore(string file)
    {
        _file = file;
        _nodes = File.Exists(file) ? Read(file) : ImmutableSortedDictionary.Create<string, RemoteNode>(StringComparer.Ordinal);
    }

    public IReadOnlyCollection<RemoteNode> Nodes => [.. _nodes.Values];

    public bool TryGet(AETitle aeTitle, [NotNullWhen(true)] out RemoteNode? node) => _nodes.TryGetValue(aeTitle.Value, out node);

    /// <summary>Adds a node, or replaces the one with its AE title.</summary>
    public void Put(RemoteNode node) => Change(nodes => nodes.SetItem(node.AETitle.Value, node));

    /// <returns>False where there was none.</returns>
    public bool Remove(AETitle aeTitle)
    {
        var known = _nodes.ContainsKey(aeTitle.Value);
        Change(nodes => nodes.Remove(aeTitle.Value));
        return known;
    }

    private void Change(Func<ImmutableSortedDictionary<string, RemoteNode>, ImmutableSortedDictionary<string, RemoteNode>> change)
    {
        lock (_changing)
        {
            var next = change(_nodes);
            var stage = _file + ".new";
            NodeEntry[] entries = [.. next.Values.Select(node => new NodeEntry(node.AETitle.Value, node.Host, node.Port))];
            File.WriteAllBytes(stage, JsonSerializer.SerializeToUtf8Bytes(entries, NodeJson.Default.NodeEntryArray));
            File.Move(stage, _file, overwrite: true);
            _nodes = next;
        }
    }

    private static ImmutableSortedDictionary<string, RemoteNode> Read(string file)
    {
        try
        {
            var entries = JsonSerializer.Deserialize(File.ReadAllBytes(file), NodeJson.Default.NodeEntryArray) ?? [];
            return entries.Select(entry => new RemoteNode(new AETitle(entry.AETitle), entry.Host, entry.Port))
                .ToImmutableSortedDictionary(node => node.AETitle.Value, node => node, StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{file} is not a list of remote AEs: {exception.Message}", exception);
        }
    }
}

/// <summary>A node as files and the admin API have it.</summary>
internal sealed record NodeEntry([property: JsonPropertyName("aeTitle")] string AETitle, string Host, int Port);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(NodeEntry[]))]
internal sealed partial class NodeJson : JsonSerializerContext;
