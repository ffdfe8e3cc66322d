using Gantry.Dicom;

namespace Gantry.Plugins.Find;

/// <summary>Makes the identifiers of pending responses (PS3.4 §C.4.1.1.3.2).</summary>
internal static class FindResponse
{
    /// <summary>A match of the catalog, with what every response says besides.</summary>
    public static DicomDataSet Of(DicomDataSet match, FindIdentifier identifier, string hostAETitle)
    {
        var response = match.ToBuilder();
        foreach (var key in identifier.Requested)
        {
            if (!response.Contains(key.Tag))
            {
                response.Add(key.Tag, key.Vr);
            }
        }

        response.Set(Tags.QueryRetrieveLevel, identifier.LevelText);
        response.Set(Tags.RetrieveAETitle, hostAETitle);
        if (identifier.Timezone is { } timezone)
        {
            response.Set(timezone);
        }

        if (response.Contains(Tags.InstanceAvailability))
        {
            response.Set(Tags.InstanceAvailability, "ONLINE");
        }

        return response.Build();
    }
}
