using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Clients;

/// <summary>What a folder of a retrieval that was interrupted lacks: asks the peer what it has, and looks which files are there.</summary>
/// <remarks>A file appears in the folder when it is whole (<see cref="FolderSink"/>), so its name is enough.</remarks>
internal sealed class MissingInstances(DicomClient client, string folder)
{
    // A value of VR UI is shorter than 64 KB (PS3.5 §7.1.2), and a UID with what separates it is at most 65 characters.
    private const int MostUids = 1_000;

    /// <summary>How many are there already.</summary>
    public int Present { get; private set; }

    /// <summary>Identifiers that bring the rest: whole series where nothing of them is there, instances where something is.</summary>
    /// <param name="keys">What was to be retrieved.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <exception cref="FindException">The peer does not answer the queries.</exception>
    public async Task<List<DicomDataSet>> FindAsync(IReadOnlyCollection<KeyValuePair<Tag, string>> keys, CancellationToken cancellationToken)
    {
        List<DicomDataSet> rest = [];
        foreach (var study in await UidsAsync(QueryRetrieveLevel.Study, Tags.StudyInstanceUID, keys, cancellationToken).ConfigureAwait(false))
        {
            KeyValuePair<Tag, string>[] ofStudy = [.. keys.Where(key => key.Key != Tags.StudyInstanceUID && key.Key != Tags.PatientID), new(Tags.StudyInstanceUID, study.Value)];
            foreach (var series in await UidsAsync(QueryRetrieveLevel.Series, Tags.SeriesInstanceUID, ofStudy, cancellationToken).ConfigureAwait(false))
            {
                KeyValuePair<Tag, string>[] ofSeries = [.. ofStudy.Where(key => key.Key != Tags.SeriesInstanceUID), new(Tags.SeriesInstanceUID, series.Value)];
                rest.AddRange(RestOf(study, series, await UidsAsync(QueryRetrieveLevel.Image, Tags.SOPInstanceUID, ofSeries, cancellationToken).ConfigureAwait(false), keys));
            }
        }

        return rest;
    }

    private IEnumerable<DicomDataSet> RestOf(Uid study, Uid series, IReadOnlyList<Uid> instances, IReadOnlyCollection<KeyValuePair<Tag, string>> keys)
    {
        Uid[] missing = [.. instances.Where(instance => !File.Exists(Path.Combine(folder, instance.Value + ".dcm")))];
        Present += instances.Count - missing.Length;
        return missing.Length == 0 ? []
            : missing.Length == instances.Count && !keys.Any(key => key.Key == Tags.SOPInstanceUID) ? [QueryIdentifier.Series(study, series)]
            : missing.Chunk(MostUids).Select(some => QueryIdentifier.Instances(study, series, some));
    }

    private async Task<IReadOnlyList<Uid>> UidsAsync(QueryRetrieveLevel level, Tag unique, IReadOnlyCollection<KeyValuePair<Tag, string>> keys, CancellationToken cancellationToken)
    {
        var query = new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, level.ToString().ToUpperInvariant()).Set(unique);
        foreach (var (tag, value) in keys.Where(key => IsKeyOf(level, key.Key)))
        {
            query.Set(tag, value);
        }

        var uids = new List<Uid>();
        await foreach (var match in client.FindAsync(query.Build(), cancellationToken).ConfigureAwait(false))
        {
            uids.AddRange(match.GetUids(unique).Where(uid => !uid.IsEmpty));
        }

        return uids;
    }

    private static bool IsKeyOf(QueryRetrieveLevel level, Tag tag) =>
        tag == Tags.StudyInstanceUID
        || (tag == Tags.PatientID && level == QueryRetrieveLevel.Study)
        || (tag == Tags.SeriesInstanceUID && level != QueryRetrieveLevel.Study)
        || (tag == Tags.SOPInstanceUID && level == QueryRetrieveLevel.Image);
}
