using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom;

/// <summary>A data set: elements in ascending tag order, each tag once (PS3.5 §7.1).</summary>
/// <remarks>Immutable, and safe for concurrent use. Values are decoded when they are asked for.</remarks>
public sealed partial class DicomDataSet : IReadOnlyCollection<DicomElement>
{
    private SpecificCharacterSet? _characterSet;

    internal DicomDataSet(DicomElement[] sortedElements, SpecificCharacterSet? inheritedCharacterSet = null)
    {
        _elements = sortedElements;
        _areAllMade = true;
        InheritedCharacterSet = inheritedCharacterSet;
    }

    /// <summary>The data set without elements.</summary>
    public static DicomDataSet Empty { get; } = new([]);

    /// <summary>The number of elements; those in items do not count.</summary>
    public int Count => _index?.Length ?? _elements!.Length;

    /// <summary>The elements in tag order, without an enumerator's cost.</summary>
    internal ReadOnlySpan<DicomElement> Elements => AllElements();

    /// <summary>The character set of its text: that of its own (0008,0005), or of the data set that it was an item of.</summary>
    public SpecificCharacterSet CharacterSet => _characterSet ??=
        TryGetField(Tags.SpecificCharacterSet, out var own) && !own.Value.IsEmpty
            ? SpecificCharacterSet.Parse(own.Value.Span)
            : InheritedCharacterSet ?? SpecificCharacterSet.Default;

    /// <summary>An item without elements that a delimiter ended.</summary>
    internal static DicomDataSet EmptyOfUndefinedLength { get; } = new([]) { HasUndefinedLength = true };

    /// <summary>True for an item that was read and that a delimiter ended: it is written so again.</summary>
    internal bool HasUndefinedLength { get; init; }

    /// <summary>The character set of the data set that it was an item of.</summary>
    internal SpecificCharacterSet? InheritedCharacterSet { get; }

    /// <summary>The element with the tag; null where it is absent.</summary>
    public DicomElement? this[Tag tag] => TryGet(tag, out var element) ? element : null;

    /// <summary>True where the element is present, with or without a value.</summary>
    public bool Contains(Tag tag) => IndexOf(tag) >= 0;

    /// <summary>Looks an element up.</summary>
    /// <returns>False where it is absent.</returns>
    public bool TryGet(Tag tag, [NotNullWhen(true)] out DicomElement? element)
    {
        var place = IndexOf(tag);
        element = place < 0 ? null : ElementAt(place);
        return element is not null;
    }

    /// <summary>
    /// The items of a sequence; empty where it is absent, empty or not a sequence. Of a value of VR UN that is a sequence (PS3.5 §6.2.2) they are read on each call.
    /// </summary>
    public ImmutableArray<DicomDataSet> GetItems(Tag tag) => this[tag] switch
    {
        DicomSequence sequence => sequence.Items,
        DicomBytes bytes when UnknownSequence.TryRead(this, bytes, out var sequence) => sequence.Items,
        _ => [],
    };

    /// <summary>A builder that begins with these elements.</summary>
    public DicomDataSetBuilder ToBuilder() => new(this);

    /// <summary>The elements in tag order.</summary>
    public IEnumerator<DicomElement> GetEnumerator() => ((IEnumerable<DicomElement>)AllElements()).GetEnumerator();

    /// <summary>True where some text, in items too, is more than ASCII.</summary>
    internal bool HasTextBeyondAscii() => AllElements().Any(element => element switch
    {
        DicomBytes bytes => bytes.Vr.UsesCharacterSet && !ValueText.IsPlain(bytes.Value.Span),
        DicomSequence sequence => sequence.Items.Any(item => item.HasTextBeyondAscii()),
        _ => false,
    });

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
