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
        return TryGetPrivateBlock(creator, group, out var block) && TryGet(new Tag(group, (ushort)((block << 8) | element)), out found);
    }

    /// <summary>The tag of a private element by its creator (PS3.5 §7.8.1).</summary>
    /// <returns>Null where the creator has reserved no block in the group.</returns>
    public Tag? FindPrivate(string creator, ushort group, byte element) =>
        TryGetPrivateBlock(creator, group, out var block) ? new Tag(group, (ushort)((block << 8) | element)) : null;

    private bool TryGetPrivateBlock(string creator, ushort group, out byte block)
    {
        ArgumentNullException.ThrowIfNull(creator);
        for (var number = 0x10; number <= 0xFF; number++)
        {
            var tag = new Tag(group, (ushort)number);
            if (TryGet(tag, out _) && string.Equals(GetString(tag), creator.Trim(), StringComparison.Ordinal))
            {
                block = (byte)number;
                return true;
            }
        }

        block = 0;
        return false;
    }
}
