using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Keys on their way to an identifier: elements with values, and sequences with the keys of their item.</summary>
internal sealed class KeyTree
{
    private readonly SortedDictionary<Tag, Node> _nodes = [];

    private sealed class Node
    {
        public KeyTree? Item { get; set; }

        public ImmutableArray<string> Values { get; set; } = [];

        public bool IsMatched { get; set; }
    }

    /// <summary>Has the attribute returned.</summary>
    public void Return(ReadOnlySpan<Tag> path) => NodeOf(path);

    /// <summary>Has the attribute matched.</summary>
    /// <returns>False where it is matched already.</returns>
    public bool TryMatch(ReadOnlySpan<Tag> path, ImmutableArray<string> values)
    {
        var node = NodeOf(path);
        if (node.IsMatched)
        {
            return false;
        }

        (node.IsMatched, node.Values) = (true, values);
        return true;
    }

    /// <summary>The keys as an identifier has them.</summary>
    /// <param name="others">An identifier with keys that are not here, or are replaced.</param>
    /// <exception cref="ArgumentException">The VR of one cannot hold its value.</exception>
    public DicomDataSet Build(DicomDataSet others) => Build(others.ToBuilder().Set(Tags.SpecificCharacterSet, SpecificCharacterSet.Utf8.ToString()));

    private DicomDataSet Build(DicomDataSetBuilder keys)
    {
        foreach (var (tag, node) in _nodes)
        {
            if (node.Item is { } item)
            {
                keys.Set(tag, item.Build(new DicomDataSetBuilder()));
            }
            else if (node.Values.IsEmpty)
            {
                keys.Set(tag, VrOf(tag));
            }
            else
            {
                keys.Set(tag, node.Values, VrOf(tag));
            }
        }

        return keys.Build();
    }

    private Node NodeOf(ReadOnlySpan<Tag> path)
    {
        if (!_nodes.TryGetValue(path[0], out var node))
        {
            _nodes.Add(path[0], node = new Node());
        }

        return path.Length == 1 ? node : (node.Item ??= new KeyTree()).NodeOf(path[1..]);
    }

    // A private attribute is matched as text; what it is, the catalog knows.
    private static Vr VrOf(Tag tag) => DicomDictionary.GetVr(tag) is { IsKnown: true } vr && vr != Vr.UN ? vr : Vr.LO;
}
