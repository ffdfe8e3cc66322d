using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>Asks the catalog how many instances a study has.</summary>
[Export]
[method: ImportingConstructor]
public sealed class StudyCount(ICatalog catalog)
{
    /// <returns>The number; 0 where the catalog does not have the study.</returns>
    /// <exception cref="CatalogException">The catalog cannot tell.</exception>
    internal async ValueTask<long> OfAsync(Uid study, CancellationToken cancellationToken)
    {
        var keys = new DicomDataSetBuilder().Add(Tags.StudyInstanceUID, study).Add(Tags.NumberOfStudyRelatedInstances);
        var query = new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = keys.Build(), Limit = 1 };
        await foreach (var found in catalog.FindAsync(query, cancellationToken).ConfigureAwait(false))
        {
            return found.GetInt32(Tags.NumberOfStudyRelatedInstances) ?? 0;
        }

        return 0;
    }
}
