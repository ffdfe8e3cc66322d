using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Maintenance.Imports;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;

namespace Gantry.Host.Administration;

/// <summary>
/// <c>/admin/import</c>: POST stores the files that full paths on the server's machine name (<c>{"paths": [...], "aeTitle": "CT1", "associations": 4, "anew": false}</c>), GET
/// says how far it is and what was not imported (<c>after</c> so many of these), DELETE stops it.
/// </summary>
internal static class ImportEndpoints
{
    private const int MostProblems = 1_000;
    private const int MostPaths = 1_000;

    public static Task<IResult> ReadAsync(HttpContext context) => Task.FromResult(Read(context, QueryValues.Number(context.Request.Query, "after", 0, 0, int.MaxValue)));

    public static async Task<IResult> StartAsync(HttpContext context)
    {
        var options = Options(await RequestAsync(context).ConfigureAwait(false), context.Service<GantrySettings>());
        if (options.Paths.FirstOrDefault(path => !Path.Exists(path)) is { } missing)
        {
            return AdminEndpoints.Problem(404, "No such file", $"The server finds no {missing}, or may not look there.");
        }

        if (context.Service<PluginRegistry>().Routing.Provider(typeof(IInstanceStore)) is null)
        {
            return AdminEndpoints.Problem(409, "Not possible", $"No plugin provides {nameof(IInstanceStore)}.");
        }

        var importing = context.Service<Importing>();
        return importing.TryStart(options)
            ? Results.Json(ImportView.Of(importing.Progress!, 0, 0), ImportViewJson.Default.ImportView, statusCode: 202)
            : AdminEndpoints.Problem(409, "Running", "An import is running already.");
    }

    public static async Task<IResult> StopAsync(HttpContext context)
    {
        await context.Service<Importing>().HoldAsync().ConfigureAwait(false);
        return Read(context, 0);
    }

    private static IResult Read(HttpContext context, int after) => context.Service<Importing>().Progress is { } progress
        ? Results.Json(ImportView.Of(progress, after, MostProblems), ImportViewJson.Default.ImportView)
        : AdminEndpoints.Problem(404, "No import", "Nothing has been imported since the server was started.");

    private static async ValueTask<ImportRequest> RequestAsync(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFromJsonAsync(ImportViewJson.Default.ImportRequest, context.RequestAborted).ConfigureAwait(false)
                ?? throw new BadHttpRequestException("The body is null.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new BadHttpRequestException("The body is not what an import is asked for with: " + exception.Message, exception);
        }
    }

    private static ImportOptions Options(ImportRequest request, GantrySettings settings)
    {
        if (request.Paths is not { Count: > 0 and <= MostPaths } || request.Paths.FirstOrDefault(path => !Path.IsPathFullyQualified(path)) is not null)
        {
            throw new BadHttpRequestException($"1 to {MostPaths} full paths are needed.");
        }

        var aeTitle = string.IsNullOrEmpty(request.AETitle) ? settings.AETitle
            : AETitle.TryParse(request.AETitle, out var title) ? title
            : throw new BadHttpRequestException($"'{request.AETitle}' is not an AE title.");
        var associations = request.Associations ?? ImportOptions.DefaultAssociations;
        return associations is >= 1 and <= 64
            ? new ImportOptions([.. request.Paths.Select(Path.GetFullPath)], aeTitle, associations, request.Anew ?? false)
            : throw new BadHttpRequestException("associations is 1 to 64.");
    }
}

/// <summary>What is asked for.</summary>
internal sealed record ImportRequest(IReadOnlyList<string>? Paths, [property: JsonPropertyName("aeTitle")] string? AETitle, int? Associations, bool? Anew);

/// <summary>How far an import has come, or how the last one ended, and some of what was not imported.</summary>
internal sealed record ImportView(
    string State,
    IReadOnlyList<string> Paths,
    [property: JsonPropertyName("aeTitle")] string AETitle,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    long? Total,
    long Files,
    long Stored,
    long Warnings,
    long Present,
    long Failed,
    long Unreadable,
    long Bytes,
    IReadOnlyList<ImportProblem> Problems,
    string? Failure)
{
    public static ImportView Of(ImportProgress progress, int after, int mostProblems)
    {
        var (state, counts, options) = (progress.State, progress.Counts, progress.Options);
        return new ImportView(
            state.ToString(), options.Paths, options.AETitle.Value, progress.StartedAt, progress.EndedAt, progress.Total, counts.Files, counts.Stored, counts.Warnings, counts.Present,
            counts.Failed, counts.Unreadable, counts.Bytes, progress.Problems.After(after, mostProblems), progress.Failure);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, WriteIndented = true)]
[JsonSerializable(typeof(ImportRequest))]
[JsonSerializable(typeof(ImportView))]
internal sealed partial class ImportViewJson : JsonSerializerContext;
