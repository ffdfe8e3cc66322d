using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.TransactionLog;

/// <summary>Finds the studies of instances that were stored or sent: nobody knows them from the command, and the instances themselves are not read again for it.</summary>
[Export]
[method: ImportingConstructor]
public sealed class StudyLookup(ICatalog catalog)
{
    /// <summary>What a record says of where its data set is, where that is the instance store.</summary>
    internal const string InInstanceStore = "instance store";

    private const int MaximumList = 500;

    /// <summary>Adds the study to the records of a batch that have an instance and no study, as far as the catalog knows it.</summary>
    internal async ValueTask AddAsync(List<TransactionRecord> batch, CancellationToken cancellationToken)
    {
        foreach (var uids in batch.Where(Lacks).Select(record => record.SopInstance).Distinct().Chunk(MaximumList))
        {
            var studies = await FindAsync(uids, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < batch.Count; i++)
            {
                if (Lacks(batch[i]) && studies.TryGetValue(batch[i].SopInstance, out var study))
                {
                    batch[i] = batch[i] with { Study = study, DataSetLocation = InInstanceStore };
                }
            }
        }
    }

    private static bool Lacks(TransactionRecord record) => record is { Command: "C-STORE", SopInstance.IsEmpty: false, Study.IsEmpty: true };

    private async ValueTask<Dictionary<Uid, Uid>> FindAsync(Uid[] instances, CancellationToken cancellationToken)
    {
        var keys = new DicomDataSetBuilder().Set(Tags.SOPInstanceUID, string.Join('\\', instances.Select(uid => uid.Value))).Set(Tags.StudyInstanceUID, "").Build();
        var studies = new Dictionary<Uid, Uid>();
        await foreach (var match in catalog.FindAsync(new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Image, Keys = keys }, cancellationToken).ConfigureAwait(false))
        {
            if (match.TryGetUid(Tags.SOPInstanceUID, out var instance) && match.TryGetUid(Tags.StudyInstanceUID, out var study))
            {
                studies.TryAdd(instance, study);
            }
        }

        return studies;
    }
}
