using System.Composition;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace VendorNamespace;

/// <summary>GET <c>/vendor-web-name/list</c>: what the caller has kept, as the column and the page show it.</summary>
/// <remarks>A list has nothing of anybody else's, so no scope of the catalog is asked; what a page says of the studies it asks of DICOMweb, which does.</remarks>
[ExportWebHandler("vendor-web-name", "GET", Rights.Search, "list")]
[method: ImportingConstructor]
public sealed class VendorTypeListHandler(VendorTypeList list) : IWebHandler
{
    public ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(
        WebResponse.Of("application/json", JsonSerializer.SerializeToUtf8Bytes(list.Of(Callers.Name(request)), VendorTypeJson.Default.DictionaryStringString))
            .With("Cache-Control", "no-store"));
}

/// <summary>POST <c>/vendor-web-name/list</c>: keeps the studies whose UIDs the body has, an array of JSON.</summary>
[ExportWebHandler("vendor-web-name", "POST", Rights.Search, "list", MaximumBodyBytes = 100_000)]
[method: ImportingConstructor]
public sealed class VendorTypeKeepHandler(VendorTypeList list) : IWebHandler
{
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        if (await StudiesAsync(request, cancellationToken).ConfigureAwait(false) is not { } studies)
        {
            return WebResponse.Failed(400, "Bad request", "The body is no array of Study Instance UIDs.");
        }

        return list.TryAdd(Callers.Name(request), studies)
            ? new WebResponse(204)
            : WebResponse.Failed(409, "Too many", "These are more studies than you can keep for later.");
    }

    private static async ValueTask<List<Uid>?> StudiesAsync(WebRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var texts = await JsonSerializer.DeserializeAsync(request.Body, VendorTypeJson.Default.StringArray, cancellationToken).ConfigureAwait(false);
            var studies = new List<Uid>();
            foreach (var text in texts ?? [])
            {
                if (!Uid.TryParse(text, out var study))
                {
                    return null;
                }

                studies.Add(study);
            }

            return texts is null ? null : studies;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>DELETE <c>/vendor-web-name/list/{study}</c>: keeps a study no longer.</summary>
[ExportWebHandler("vendor-web-name", "DELETE", Rights.Search, "list/{study}")]
[method: ImportingConstructor]
public sealed class VendorTypeDropHandler(VendorTypeList list) : IWebHandler
{
    public ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        if (!Uid.TryParse(request.RouteValues["study"], out var study))
        {
            return ValueTask.FromResult(WebResponse.Failed(400, "Bad request", "The path has a UID that is none."));
        }

        list.Remove(Callers.Name(request), study);
        return ValueTask.FromResult(new WebResponse(204));
    }
}

internal static class Callers
{
    /// <summary>The name of whoever asks; empty where no user does.</summary>
    public static string Name(WebRequest request) => request.Caller.User?.Name ?? "";
}

// By source generation: System.Text.Json by reflection would keep the plugin in memory.
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class VendorTypeJson : JsonSerializerContext;
