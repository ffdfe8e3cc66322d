using Gantry.Dicom;

namespace Gantry.Plugins.Find;

/// <summary>Makes the identifiers of pending responses, and marks them in Storage Media File-Set ID (0088,0130).</summary>
internal static class FindResponse
{
    public static DicomDataSet Of(DicomDataSet match, FindIdentifier identifier, string hostAETitle)
    {
        var response = match.ToBuilder();
        foreach (var key in identifier.Requested.Where(key => !response.Contains(key.Tag)))
        {
            response.Add(key.Tag, key.Vr);
        }

        return response
            .Set(Tags.QueryRetrieveLevel, identifier.LevelText)
            .Set(Tags.RetrieveAETitle, hostAETitle)
            .Set(Tags.StorageMediaFileSetID, "NEXT")
            .Build();
    }
}
