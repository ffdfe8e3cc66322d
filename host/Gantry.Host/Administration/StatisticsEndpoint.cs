using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Administration;

/// <summary>
/// <c>/admin/statistics</c>: how much the catalog holds, in all and by modality. The totals are those that the catalog keeps; for the modalities every series is gone
/// through, page by page and never an instance, until whoever asked goes away.
/// </summary>
internal static class StatisticsEndpoint
{
    // Modality is 16 characters of the sender's choice; what is beyond is told together.
    private const int MostModalities = 100;

    private static readonly DicomDataSet Keys = new DicomDataSetBuilder().Set(Tags.Modality, "").Set(Tags.NumberOfSeriesRelatedInstances, "").Build();

    public static Task<IResult> ReadAsync(HttpContext context) => ServiceCall.UseAsync<ICatalog>(context, async (catalog, cancellationToken) =>
    {
        var counts = await catalog.CountAsync(cancellationToken).ConfigureAwait(false);
        var modalities = await ByModalityAsync(catalog, cancellationToken).ConfigureAwait(false);
        return Results.Json(new StatisticsView(counts, modalities), StatisticsJson.Default.StatisticsView);
    });

    internal static async ValueTask<IReadOnlyList<ModalityView>> ByModalityAsync(ICatalog catalog, CancellationToken cancellationToken)
    {
        var (modalities, others) = (new Dictionary<string, ModalityView>(StringComparer.Ordinal), new ModalityView(null, 0, 0));
        await foreach (var series in catalog.FindAsync(new() { Root = QueryRoot.Study, Level = QueryLevel.Series, Keys = Keys }, cancellationToken).ConfigureAwait(false))
        {
            var name = series.GetString(Tags.Modality) ?? "";
            var instances = series.GetInt64(Tags.NumberOfSeriesRelatedInstances) ?? 0;
            if (modalities.GetValueOrDefault(name) is { } known)
            {
                modalities[name] = known.Plus(instances);
            }
            else if (modalities.Count < MostModalities)
            {
                modalities.Add(name, new(name, 1, instances));
            }
            else
            {
                others = others.Plus(instances);
            }
        }

        var listed = modalities.Values.OrderByDescending(modality => modality.Instances).ThenBy(modality => modality.Modality, StringComparer.Ordinal);
        return others.Series > 0 ? [.. listed, others] : [.. listed];
    }
}

/// <summary>What the catalog holds.</summary>
internal sealed record StatisticsView(CatalogCounts Catalog, IReadOnlyList<ModalityView> Modalities);

/// <summary>What it holds of a modality; empty for series without one, null for all others together.</summary>
internal sealed record ModalityView(string? Modality, long Series, long Instances)
{
    public ModalityView Plus(long instances) => this with { Series = Series + 1, Instances = Instances + instances };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(StatisticsView))]
internal sealed partial class StatisticsJson : JsonSerializerContext;
