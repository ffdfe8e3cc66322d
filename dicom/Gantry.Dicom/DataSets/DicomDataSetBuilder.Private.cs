namespace Gantry.Dicom;

public sealed partial class DicomDataSetBuilder
{
    /// <summary>The tag of a private element, after its creator has been given a block of the group if it had none (PS3.5 §7.8.1).</summary>
    /// <param name="creator">The private creator.</param>
    /// <param name="group">The odd group, above 0008.</param>
    /// <param name="element">The lower byte of the element number.</param>
    /// <exception cref="ArgumentException">The group cannot hold private elements, or the creator is empty.</exception>
    /// <exception cref="InvalidOperationException">All blocks of the group are taken.</exception>
    public Tag ReservePrivate(string creator, ushort group, byte element)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(creator);
        if ((group & 1) == 0 || group <= 0x0008 || group == 0xFFFF)
        {
            throw new ArgumentException($"Group {group:X4} cannot hold private elements.", nameof(group));
        }

        for (var block = 0x10; block <= 0xFF; block++)
        {
            var owner = new Tag(group, (ushort)block);
            if (!Contains(owner))
            {
                Add(owner, creator, Vr.LO);
                return new Tag(group, (ushort)((block << 8) | element));
            }

            if (_elements.Find(owner) is DicomBytes bytes && string.Equals(ValueText.First(bytes.Value.Span, Vr.LO, _source), creator.Trim(), StringComparison.Ordinal))
            {
                return new Tag(group, (ushort)((block << 8) | element));
            }
        }

        throw new InvalidOperationException($"All blocks of group {group:X4} are taken.");
    }
}
