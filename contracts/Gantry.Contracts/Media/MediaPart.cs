using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A part of a request for media: one content, of which the device makes the copies that were asked for.</summary>
/// <param name="OrderId">The name of its order at the device.</param>
/// <param name="FileSetId">Storage Media File-Set ID (0088,0130).</param>
/// <param name="FileSetUid">Storage Media File-Set UID (0088,0140).</param>
public sealed record MediaPart(string OrderId, string FileSetId, Uid FileSetUid)
{
    internal DicomDataSet ToItem() => new DicomDataSetBuilder().Set(Tags.StorageMediaFileSetID, FileSetId).Set(Tags.StorageMediaFileSetUID, FileSetUid).Build();
}
