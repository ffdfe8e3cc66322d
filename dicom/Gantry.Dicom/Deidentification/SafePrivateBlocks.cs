namespace Gantry.Dicom;

/// <summary>Which private elements of a data set may stay (PS3.15 §E.3.10).</summary>
internal sealed class SafePrivateBlocks
{
    private readonly HashSet<Tag> _safe = [];

    public SafePrivateBlocks(DicomDataSet dataSet, DeidentifierOptions options)
    {
        if (!options.Has(ConfidentialityOptions.RetainSafePrivate))
        {
            return;
        }

        foreach (var element in dataSet)
        {
            if (!element.Tag.IsPrivate || element.Tag.Element < 0x1000)
            {
                continue;
            }

            var creator = new Tag(element.Tag.Group, (ushort)(element.Tag.Element >> 8));
            if (dataSet.GetString(creator) is { } name
                && (options.SafePrivateElements.Contains(new(name, element.Tag.Group, (byte)element.Tag.Element)) || IsDeclaredSafe(dataSet, name, element.Tag)))
            {
                _safe.Add(element.Tag);
                _safe.Add(creator);
            }
        }
    }

    public bool Contains(Tag tag) => _safe.Contains(tag);

    // The data set says itself which of its blocks, or which elements of a mixed block, identify nobody (PS3.3 §C.12.1).
    private static bool IsDeclaredSafe(DicomDataSet dataSet, string creator, Tag tag) =>
        dataSet.GetItems(Tags.PrivateDataElementCharacteristicsSequence).Any(item =>
            item.GetInt32(Tags.PrivateGroupReference) == tag.Group
            && item.GetString(Tags.PrivateCreatorReference) == creator
            && item.GetString(Tags.BlockIdentifyingInformationStatus) switch
            {
                "SAFE" => true,
                "MIXED" => item.GetInt32s(Tags.NonidentifyingPrivateElements).Contains(tag.Element & 0xFF),
                _ => false,
            });
}
