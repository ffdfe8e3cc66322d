using System.Buffers;
using System.Composition;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Searches studies, series and instances (QIDO-RS, PS3.18 §10.6): the catalog, the matching and the scope of the caller are those of C-FIND.</summary>
[ExportWebHandler(
    Service.Prefix, "GET", Rights.Search,
    "studies", "series", "instances", "studies/{study}/series", "studies/{study}/instances", "studies/{study}/series/{series}/instances")]
[method: ImportingConstructor]
public sealed class SearchHandler(
    ICatalog catalog, ICatalogScopePolicy scopes, IPluginContext plugin, IPluginSettings<DicomWebSettings> settings, ILoggerFactory loggers) : IWebHandler
{
    private readonly ILogger _logger = loggers.CreateLogger<SearchHandler>();

    /// <inheritdoc/>
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Acceptance.Json(request) is not { } type)
        {
            return Acceptance.NotAcceptable(Service.Json);
        }

        if (!SearchTarget.TryRead(request.RouteValues, LevelOf(request.Path), out var target))
        {
            return Refuse(request, "The path has a UID that is none.");
        }

        if (!SearchParameters.TryRead(request.Query, target, out var query, out var fault))
        {
            return Refuse(request, fault);
        }

        var most = Math.Min(query.Limit ?? int.MaxValue, settings.Current.MaximumMatches);
        var (page, count, isMore) = await ReadAsync(request, target, query, most, cancellationToken).ConfigureAwait(false);
        _logger.Searched(target.Level.ToString(), request.Caller.User?.Name ?? "", count, request.CorrelationId);
        var response = count == 0 ? new WebResponse(204) : EntityTag.Answer(request, WebResponse.Of(type, page), page.Span);
        return isMore ? response.With("Warning", $"299 {new Uri(settings.Current.UrlFor(request)).Authority} \"There are additional results that can be requested\"") : response;
    }

    private async ValueTask<(ReadOnlyMemory<byte> Page, int Count, bool IsMore)> ReadAsync(
        WebRequest request, SearchTarget target, SearchQuery query, int most, CancellationToken cancellationToken)
    {
        var scope = await scopes.OfAsync(request.Caller, cancellationToken).ConfigureAwait(false);
        var last = (long)query.Offset + most;
        var asked = new CatalogQuery
        {
            Root = QueryRoot.Study,
            Level = target.Level,
            Keys = query.Keys,
            Options = query.Matching,
            MatchesOtherPatientIds = settings.Current.MatchesOtherPatientIds,
            Scope = scope,
            Limit = last < int.MaxValue ? (int)last + 1 : null,
        };
        var (page, found, url) = (new ArrayBufferWriter<byte>(), 0L, settings.Current.UrlFor(request));
        var json = new Utf8JsonWriter(page, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartArray();
            await foreach (var match in catalog.FindAsync(asked, cancellationToken).ConfigureAwait(false))
            {
                if (found == last)
                {
                    found++;
                    break;
                }

                if (found++ >= query.Offset)
                {
                    DicomJsonWriter.Write(SearchAnswer.Of(match, query, target, url, plugin.HostAETitle), json);
                }
            }

            json.WriteEndArray();
        }

        return (page.WrittenMemory, (int)Math.Clamp(Math.Min(found, last) - query.Offset, 0, most), found > last);
    }

    private WebResponse Refuse(WebRequest request, string fault)
    {
        _logger.Refused(request.Caller.User?.Name ?? "", fault, request.CorrelationId);
        return WebResponse.Failed(400, "Bad request", fault);
    }

    private static QueryLevel LevelOf(string path) => path[(path.LastIndexOf('/') + 1)..] switch
    {
        "studies" => QueryLevel.Study,
        "series" => QueryLevel.Series,
        _ => QueryLevel.Image,
    };
}
