using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Says what the service has (Retrieve Capabilities, PS3.18 §8.9): a description in WADL, as XML or JSON.</summary>
[ExportWebHandler(Service.Prefix, "OPTIONS", Rights.Search, "")]
[ExportWebHandler(Service.Prefix, "GET", Rights.Search, "")]
[method: ImportingConstructor]
public sealed class CapabilitiesHandler(IPluginSettings<DicomWebSettings> settings) : IWebHandler
{
    /// <inheritdoc/>
    public ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var type = Acceptance.Of(request).Select(range => range.Takes(Wadl.Xml) || range.Takes("application/xml") ? Wadl.Xml
            : range.Takes(Wadl.Json) || range.Takes("application/json") ? Wadl.Json : null).FirstOrDefault(type => type is not null);
        if (type is null)
        {
            return ValueTask.FromResult(Acceptance.NotAcceptable($"{Wadl.Xml} and {Wadl.Json}"));
        }

        var description = type == Wadl.Xml ? Wadl.ToXml(settings.Current.UrlFor(request), Capability.All) : Wadl.ToJson(settings.Current.UrlFor(request), Capability.All);
        return ValueTask.FromResult(EntityTag.Answer(request, WebResponse.Of(type, description), description));
    }
}
