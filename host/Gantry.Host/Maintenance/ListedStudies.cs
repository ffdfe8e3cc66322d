using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Maintenance;

/// <summary>All studies that a catalog lists.</summary>
internal static class ListedStudies
{
    /// <exception cref="CatalogException">The catalog failed.</exception>
    public static async IAsyncEnumerable<Uid> StudiesAsync(this ICatalog catalog, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = new DicomDataSetBuilder().Add(Tags.StudyInstanceUID).Build() };
        await foreach (var study in catalog.FindAsync(all, cancellationToken).ConfigureAwait(false))
        {
            if (study.TryGetUid(Tags.StudyInstanceUID, out var uid))
            {
                yield return uid;
            }
        }
    }
}
