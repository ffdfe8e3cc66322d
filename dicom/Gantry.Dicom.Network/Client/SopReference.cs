namespace Gantry.Dicom.Network;

/// <summary>A SOP instance with its class, as sequences of references have it (PS3.3 §10.8).</summary>
/// <param name="SopClassUid">Referenced SOP Class UID (0008,1150).</param>
/// <param name="SopInstanceUid">Referenced SOP Instance UID (0008,1155).</param>
public readonly record struct SopReference(Uid SopClassUid, Uid SopInstanceUid)
{
    /// <summary>The references of a sequence, each with the item that has it; items without Referenced SOP Instance UID are left out.</summary>
    public static IEnumerable<(SopReference Reference, DicomDataSet Item)> Read(DicomDataSet dataSet, Tag sequence)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        foreach (var item in dataSet.GetItems(sequence))
        {
            if (item.TryGetUid(Tags.ReferencedSOPInstanceUID, out var instance))
            {
                item.TryGetUid(Tags.ReferencedSOPClassUID, out var sopClass);
                yield return (new SopReference(sopClass, instance), item);
            }
        }
    }

    /// <summary>An item with the reference, to which more can be added; the caller owns it.</summary>
    public DicomDataSetBuilder ToItem() => new DicomDataSetBuilder().Set(Tags.ReferencedSOPClassUID, SopClassUid).Set(Tags.ReferencedSOPInstanceUID, SopInstanceUid);
}
