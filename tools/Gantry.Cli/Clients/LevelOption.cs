using System.CommandLine;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Clients;

/// <summary>The level of a query or retrieval: given, or the one that the keys are of.</summary>
internal static class LevelOption
{
    public static Option<QueryRetrieveLevel?> Make(string description) => new("--level", "-l") { Description = description, HelpName = "LEVEL" };

    /// <summary>The level to find: what is below the lowest entity that is named.</summary>
    public static QueryRetrieveLevel Below(IReadOnlyCollection<KeyValuePair<Tag, string>> keys) =>
        Has(keys, Tags.SeriesInstanceUID) || Has(keys, Tags.SOPInstanceUID) ? QueryRetrieveLevel.Image
        : Has(keys, Tags.StudyInstanceUID) ? QueryRetrieveLevel.Series
        : QueryRetrieveLevel.Study;

    /// <summary>The level to retrieve: the lowest entity that is named.</summary>
    public static QueryRetrieveLevel Of(IReadOnlyCollection<KeyValuePair<Tag, string>> keys) =>
        Has(keys, Tags.SOPInstanceUID) ? QueryRetrieveLevel.Image
        : Has(keys, Tags.SeriesInstanceUID) ? QueryRetrieveLevel.Series
        : Has(keys, Tags.StudyInstanceUID) ? QueryRetrieveLevel.Study
        : QueryRetrieveLevel.Patient;

    private static bool Has(IReadOnlyCollection<KeyValuePair<Tag, string>> keys, Tag tag) => keys.Any(key => key.Key == tag && key.Value.Length > 0);
}
