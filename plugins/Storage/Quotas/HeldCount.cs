using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>Counts in the catalog how much it holds of what an AE has sent.</summary>
[Export]
[method: ImportingConstructor]
public sealed class HeldCount(ICatalog catalog)
{
    private const int StudiesAtATime = 100;
    private static readonly DicomDataSet Keys = new DicomDataSetBuilder().Set(Tags.StudyInstanceUID, "").Build();

    /// <returns>The bytes of the data sets.</returns>
    /// <exception cref="CatalogException">The catalog cannot tell.</exception>
    internal async Task<long> OfAsync(AETitle sender, CancellationToken cancellationToken)
    {
        var scope = new CatalogScope(sources: [sender]);
        var query = new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = Keys, Scope = scope };
        var (bytes, studies) = (0L, new List<Uid>(StudiesAtATime));
        await foreach (var found in catalog.FindAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (found.TryGetUid(Tags.StudyInstanceUID, out var study))
            {
                studies.Add(study);
            }

            if (studies.Count == StudiesAtATime)
            {
                bytes += await OfAsync(studies, scope, cancellationToken).ConfigureAwait(false);
                studies.Clear();
            }
        }

        return studies.Count == 0 ? bytes : bytes + await OfAsync(studies, scope, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<long> OfAsync(List<Uid> studies, CatalogScope scope, CancellationToken cancellationToken)
    {
        var bytes = 0L;
        await foreach (var instance in catalog.SelectAsync(new InstanceSelection { Studies = [.. studies], Scope = scope }, cancellationToken).ConfigureAwait(false))
        {
            bytes += instance.Length;
        }

        return bytes;
    }
}
