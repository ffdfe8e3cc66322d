using System.Globalization;
using System.Net.Http.Json;

namespace Gantry.Cli.Administration;

/// <content>Requests for media that the server has.</content>
internal sealed partial class AdminClient
{
    private const string Media = "admin/media";

    public Task<MediaRequestList> MediaAsync(bool all, string? peer, int limit, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Get,
        string.Create(CultureInfo.InvariantCulture, $"{Media}?all={(all ? "true" : "")}&peer={Uri.EscapeDataString(peer ?? "")}&limit={limit}"),
        null,
        MediaJson.Default.MediaRequestList,
        cancellationToken);

    public Task<MediaRequest> MediaAsync(string uid, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"{Media}/{Uri.EscapeDataString(uid)}", null, MediaJson.Default.MediaRequest, cancellationToken);

    public Task<MediaDeviceList> MediaDevicesAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"{Media}/devices", null, MediaJson.Default.MediaDeviceList, cancellationToken);

    /// <summary>Cancels a request (<c>cancel</c>), or has one that has ended performed again (<c>repeat</c>).</summary>
    public Task<MediaRequest> ChangeMediaAsync(string uid, string change, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, $"{Media}/{Uri.EscapeDataString(uid)}/{change}", null, MediaJson.Default.MediaRequest, cancellationToken);

    /// <summary>Has the server make media.</summary>
    public async Task<MediaRequest> CreateMediaAsync(ServerMediaOrder order, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(order, MediaJson.Default.ServerMediaOrder);
        return await CallAsync(HttpMethod.Post, Media, content, MediaJson.Default.MediaRequest, cancellationToken).ConfigureAwait(false);
    }
}
