using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Retrieve;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Transfer;

/// <summary>Makes way for instances: what is there of them, and the patients, studies and series that are there otherwise than they say.</summary>
internal sealed class PastEntities(WriterSession session)
{
    private readonly HashSet<string> _studies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _series = new(StringComparer.Ordinal);

    /// <summary>Removes what is of the past.</summary>
    /// <returns>The SOP Instance UIDs of what had to go and is not among the entries.</returns>
    public IReadOnlyList<string> Remove(IReadOnlyCollection<IngestEntry> entries)
    {
        foreach (var some in entries.DistinctBy(entry => entry.Series).Chunk(SelectionFilter.MaximumList))
        {
            FindPatients(some.ToLookup(entry => entry.PatientKey, StringComparer.Ordinal));
            FindStudies(some.ToLookup(entry => entry.Study.Value, StringComparer.Ordinal));
            FindSeries(some.ToDictionary(entry => entry.Series.Value, StringComparer.Ordinal));
        }

        var given = entries.Select(entry => entry.SopInstance.Value).ToHashSet(StringComparer.Ordinal);
        var gone = new List<string>();
        Remove(_studies, uids => new InstanceSelection { Studies = uids }, gone);
        Remove(_series, uids => new InstanceSelection { Series = uids }, gone);
        gone.RemoveAll(given.Contains);
        Remove(session, given);
        return gone;
    }

    /// <summary>Removes instances, and what is empty then.</summary>
    public static void Remove(WriterSession session, IEnumerable<string> instances) =>
        Removal.Perform(session, SelectionFilter.Of(new InstanceSelection { Instances = [.. instances.Select(uid => new Uid(uid))] }));

    private void FindPatients(ILookup<string, IngestEntry> entries)
    {
        string[] keys = [.. entries.Select(group => group.Key)];
        foreach (var patient in session.Context.Patients.Where(x => keys.Contains(x.Key)).Select(x => new { x.Id, x.Key, x.Attributes }).ToList())
        {
            if (!Is(patient.Attributes, entries[patient.Key].First(), QueryLevel.Patient))
            {
                _studies.UnionWith(session.Context.Studies.Where(x => x.PatientFk == patient.Id).Select(x => x.Uid).ToList());
            }
        }
    }

    private void FindStudies(ILookup<string, IngestEntry> entries)
    {
        string[] uids = [.. entries.Select(group => group.Key)];
        foreach (var study in session.Context.Studies.Where(x => uids.Contains(x.Uid)).Select(x => new { x.Uid, Patient = x.Patient.Key, x.Attributes }).ToList())
        {
            var entry = entries[study.Uid].First();
            if (study.Patient != entry.PatientKey || !Is(study.Attributes, entry, QueryLevel.Study))
            {
                _studies.Add(study.Uid);
            }
        }
    }

    private void FindSeries(Dictionary<string, IngestEntry> entries)
    {
        string[] uids = [.. entries.Keys];
        foreach (var series in session.Context.Series.Where(x => uids.Contains(x.Uid)).Select(x => new { x.Uid, Study = x.Study.Uid, x.Attributes }).ToList())
        {
            if (series.Study != entries[series.Uid].Study.Value || !Is(series.Attributes, entries[series.Uid], QueryLevel.Series))
            {
                _series.Add(series.Uid);
            }
        }
    }

    private void Remove(HashSet<string> uids, Func<ImmutableArray<Uid>, InstanceSelection> selection, List<string> gone)
    {
        if (uids.Count > 0)
        {
            gone.AddRange(Removal.Perform(session, SelectionFilter.Of(selection([.. uids.Select(uid => new Uid(uid))]))).Select(instance => instance.SopInstance.Value));
        }
    }

    private static bool Is(byte[] attributes, IngestEntry entry, QueryLevel level) => attributes.AsSpan().SequenceEqual(entry.Encode(level));
}
