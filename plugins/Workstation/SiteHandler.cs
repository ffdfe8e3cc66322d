using System.Collections.Immutable;
using System.Composition;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Contracts;

namespace Gantry.Plugins.Workstation;

/// <summary>Tells the page what the site has set for it.</summary>
[ExportWebHandler("workstation", "GET", Rights.Anyone, "site")]
[method: ImportingConstructor]
public sealed class SiteHandler(IPluginSettings<WorkstationSettings> settings) : IWebHandler
{
    /// <inheritdoc/>
    public ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(
        WebResponse.Of("application/json", JsonSerializer.SerializeToUtf8Bytes(new SiteView(settings.Current.HangingRules), SiteJson.Default.SiteView)).With("Cache-Control", "no-store"));
}

/// <summary>What the site has set.</summary>
/// <param name="HangingRules">How studies hang; none for the usual rules.</param>
internal sealed record SiteView(ImmutableArray<string> HangingRules);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SiteView))]
internal sealed partial class SiteJson : JsonSerializerContext;
