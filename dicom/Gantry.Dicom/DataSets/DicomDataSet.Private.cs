using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom;

public sealed partial class DicomDataSet
{
    /// <summary>Looks a private element up by its creator (PS3.5 §7.8.1).</summary>
    /// <param name="creator">The private creator, compared without outer spaces.</param>
    /// <param name="group">The odd group.</param>
    /// <param name="element">The lower byte of the element number: which block the upper one is, the data set's creators tell.</param>
    /// <param name="found">The element.</param>
    /// <returns>False where the creator has reserved no block in the group, or the element is absent.</returns>
    public bool TryGetPrivate(string creator, ushort group, byte element, [NotNullWhen(true)] out DicomElement? found)
    {
        found = null;
        return FindPrivate(creator, group, element) is { } tag && TryGet(tag, out found);
    }

    /// <summary>The tag of a private element by its creator (PS3.5 §7.8.1), whether it is there or not.</summary>
    /// <returns>Null where the creator has reserved no block in the group. Where it has reserved several, that of a block with the element, or of the first.</returns>
    public Tag? FindPrivate(string creator, ushort group, byte element)
    {
        ArgumentNullException.ThrowIfNull(creator);
        Tag? first = null;
        for (var i = IndexFrom(new Tag(group, 0x0010)); i < Count && TagAt(i) is { IsPrivateCreator: true } owner && owner.Group == group; i++)
        {
            if (string.Equals(GetString(owner), creator.Trim(), StringComparison.Ordinal))
            {
                var tag = new Tag(group, (ushort)((owner.Element << 8) | element));
                if (Contains(tag))
                {
                    return tag;
                }

                first ??= tag;
            }
        }

        return first;
    }

    /// <summary>The private creator that has reserved the block of a private element (PS3.5 §7.8.1).</summary>
    /// <returns>Null where none has, and for elements that belong to no block.</returns>
    public string? GetPrivateCreator(Tag tag) => tag.IsPrivate && tag.Element >= 0x1000 ? GetString(new Tag(tag.Group, (ushort)(tag.Element >> 8))) : null;

    /// <summary>
    /// The VR of an element's value: the element's own, or where that is UN, as for private elements of implicit data sets, the one that <see cref="DicomDictionary"/>
    /// or <see cref="PrivateDictionary"/> knows (PS3.5 §6.2.2).
    /// </summary>
    /// <returns>UN where nobody knows; <c>default</c> where the element is absent.</returns>
    public Vr GetVr(Tag tag) => TryGet(tag, out var element) ? VrOf(element) : default;

    internal Vr VrOf(DicomElement element) => KnownVr(element.Tag, element.Vr);

    private Vr KnownVr(Tag tag, Vr vr) =>
        vr != Vr.UN && vr.Code != 0 ? vr
        : tag.IsPrivate && tag.Element >= 0x1000 ? PrivateDictionary.GetVr(GetPrivateCreator(tag), tag)
        : DicomDictionary.GetVr(tag);
}
