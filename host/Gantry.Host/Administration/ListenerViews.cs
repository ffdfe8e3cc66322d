using System.Text.Json.Serialization;
using Gantry.Host.Listener;

namespace Gantry.Host.Administration;

internal sealed record ListenersView(IReadOnlyList<ListenerView> Listeners);

/// <summary>A port that DICOM is served on.</summary>
/// <param name="Name">Its name; <c>dicom</c> for that of <c>Gantry:DicomPort</c>.</param>
/// <param name="State">serving, paused (it rejects associations as transient) or stopped (it is closed).</param>
/// <param name="Endpoint">Where it is, as <c>*:11112</c>.</param>
/// <param name="Port">The port; 0 before it is open.</param>
/// <param name="AETitles">What it is called by.</param>
/// <param name="Tls">Whether it is secured by TLS.</param>
/// <param name="Associations">How many associations are open that came by it.</param>
internal sealed record ListenerView(
    string Name, string State, string Endpoint, int Port, [property: JsonPropertyName("aeTitles")] IReadOnlyList<string> AETitles, bool Tls, int Associations)
{
    public static ListenerView Of(ListenerSwitch of, ServedEndpoints endpoints, int associations)
    {
        var (listener, port) = (of.Listener, endpoints.DicomPorts.GetValueOrDefault(of.Listener.Name));
        return new ListenerView(
            listener.Name,
            of.State.ToString().ToLowerInvariant(),
            DicomListeners.Endpoint(listener, port),
            port,
            [.. listener.AETitles.Select(title => title.Value)],
            listener.Tls is not null,
            associations);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ListenersView))]
internal sealed partial class ListenerJson : JsonSerializerContext;
