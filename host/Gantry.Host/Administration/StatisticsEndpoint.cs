using System.Globalization;
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

    /// <summary><c>/admin/statistics/received</c>: what came, <c>by</c> day, ae or modality, in the days from <c>from</c> to <c>to</c>; the last 30 unless said.</summary>
    public static Task<IResult> ReadReceivedAsync(HttpContext context) => ServiceCall.UseAsync<IReceivedStatistics>(context, async (statistics, cancellationToken) =>
    {
        var query = context.Request.Query;
        var to = Day(query["to"].ToString()) ?? DateOnly.FromDateTime(context.Service<TimeProvider>().GetLocalNow().DateTime);
        var from = Day(query["from"].ToString()) ?? to.AddDays(-29);
        Func<IReadOnlyList<ReceivedCount>, IEnumerable<ReceivedView>> group = query["by"].ToString() switch
        {
            "" or "day" => counts => Group(counts, count => count.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).OrderBy(day => day.Name, StringComparer.Ordinal),
            "ae" => counts => Group(counts, count => count.CallingAETitle.Value).OrderByDescending(ae => ae.Bytes),
            "modality" => counts => Group(counts, count => count.Modality).OrderByDescending(modality => modality.Bytes),
            var other => throw new BadHttpRequestException($"by is '{other}'; day, ae or modality is needed."),
        };
        var received = group(await statistics.ReadAsync(from, to, cancellationToken).ConfigureAwait(false));
        return Results.Json(new ReceivedStatisticsView(from, to, [.. received]), StatisticsJson.Default.ReceivedStatisticsView);
    });

    private static IEnumerable<ReceivedView> Group(IEnumerable<ReceivedCount> counts, Func<ReceivedCount, string> key) =>
        counts.GroupBy(key).Select(group => new ReceivedView(group.Key, group.Sum(count => count.Instances), group.Sum(count => count.Bytes)));

    private static DateOnly? Day(string text) => text.Length == 0 ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new BadHttpRequestException($"'{text}' is no day; 2026-01-31 is one.");

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

/// <summary>What came in some days.</summary>
internal sealed record ReceivedStatisticsView(DateOnly From, DateOnly To, IReadOnlyList<ReceivedView> Received);

/// <summary>What came on a day, from an AE or in a modality: that is the name, empty for those without one.</summary>
internal sealed record ReceivedView(string Name, long Instances, long Bytes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(StatisticsView))]
[JsonSerializable(typeof(ReceivedStatisticsView))]
internal sealed partial class StatisticsJson : JsonSerializerContext;
