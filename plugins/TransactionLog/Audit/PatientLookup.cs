using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.TransactionLog.Audit;

/// <summary>Finds whose instances are, and of which study.</summary>
[Export]
[method: ImportingConstructor]
public sealed class PatientLookup(ICatalog catalog)
{
    private const int MaximumList = 500;

    /// <summary>A study with its patient; null where the catalog does not know it.</summary>
    internal async ValueTask<PatientStudy?> FindAsync(Uid study, CancellationToken cancellationToken)
    {
        var keys = new DicomDataSetBuilder().Add(Tags.StudyInstanceUID, study).Set(Tags.PatientID, "").Set(Tags.PatientName, "").Build();
        await foreach (var match in catalog.FindAsync(new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = keys, Limit = 1 }, cancellationToken).ConfigureAwait(false))
        {
            return new PatientStudy(study, match.GetString(Tags.PatientID) ?? "", match.GetString(Tags.PatientName) ?? "");
        }

        return null;
    }

    /// <summary>The studies of instances, as far as the catalog knows them.</summary>
    internal async ValueTask<Dictionary<Uid, PatientStudy>> FindAsync(IEnumerable<Uid> instances, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Uid, PatientStudy>();
        foreach (var uids in instances.Distinct().Chunk(MaximumList))
        {
            var keys = new DicomDataSetBuilder().Set(Tags.SOPInstanceUID, string.Join('\\', uids.Select(uid => uid.Value)))
                .Set(Tags.StudyInstanceUID, "").Set(Tags.PatientID, "").Set(Tags.PatientName, "").Build();
            await foreach (var match in catalog.FindAsync(new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Image, Keys = keys }, cancellationToken).ConfigureAwait(false))
            {
                if (match.TryGetUid(Tags.SOPInstanceUID, out var instance) && match.TryGetUid(Tags.StudyInstanceUID, out var study))
                {
                    found.TryAdd(instance, new PatientStudy(study, match.GetString(Tags.PatientID) ?? "", match.GetString(Tags.PatientName) ?? ""));
                }
            }
        }

        return found;
    }
}
