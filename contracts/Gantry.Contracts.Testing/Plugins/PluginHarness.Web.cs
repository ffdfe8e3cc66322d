using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text;
using Gantry.Dicom.Network;
using Xunit;

namespace Gantry.Contracts.Testing;

public sealed partial class PluginHarness
{
    /// <summary>Asks by HTTP, as a browser would: the route is found, the right asked for and the length of the body looked at as a host does.</summary>
    /// <param name="method">The method, in upper case.</param>
    /// <param name="target">The path with the prefix, and a query where there is one: <c>/acme-stickers/printed?day=1</c>.</param>
    /// <param name="body">The body, as text.</param>
    /// <param name="user">Who asks; empty for nobody.</param>
    /// <param name="rights">The rights that the user has; all unless set.</param>
    /// <returns>The answer: 404 where the plugin has no such route, 401 and 403 where the caller lacks its right, 413 where the body is longer than it takes.</returns>
    /// <exception cref="PluginRefusedException">A route of the plugin's is malformed.</exception>
    public async ValueTask<WebAnswer> AnswerAsync(string method, string target, string body = "", string user = "tester", IEnumerable<string>? rights = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(target);
        var (path, query) = target.Split('?', 2) is [var before, var after] ? (before, after) : (target, "");
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        var has = rights is null ? [Rights.All] : rights.ToImmutableHashSet(StringComparer.Ordinal);
        var content = Encoding.UTF8.GetBytes(body);
        if (segments.Count == 0 || Plugin.FindWebHandler(method, segments[0], segments[1..]) is not { } found)
        {
            return Refused(404, "The plugin has no such route.");
        }

        if (found.Metadata.Right != Rights.Anyone && !(user.Length > 0 && (has.Contains(Rights.All) || has.Contains(found.Metadata.Right))))
        {
            return Refused(user.Length > 0 ? 403 : 401, $"The right {found.Metadata.Right} is needed.");
        }

        if (found.Metadata.MaximumBodyBytes != ExportWebHandlerAttribute.Unlimited && content.Length > found.Metadata.MaximumBodyBytes)
        {
            return Refused(413, $"The body is longer than {found.Metadata.MaximumBodyBytes} bytes.");
        }

        var request = new WebRequest
        {
            Method = method,
            BaseUrl = $"http://127.0.0.1/{segments[0]}",
            Path = string.Join('/', segments[1..]),
            RouteValues = found.Values,
            Query = [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair)],
            Body = PipeReader.Create(new System.Buffers.ReadOnlySequence<byte>(content)),
            Caller = new CatalogCaller(default, user.Length > 0 ? new VerifiedUser(user, UserIdentityType.UserName) : null),
            CallerRights = user.Length > 0 ? has : [],
            CorrelationId = "W1",
        };
        return await UseAsync(found.Factory.CreateExport(), async handler =>
        {
            var response = await handler.HandleAsync(request, TestContext.Current.CancellationToken).ConfigureAwait(false);
            return new WebAnswer(response.Status, await TextAsync(response).ConfigureAwait(false)) { Response = response with { Body = null } };
        }).ConfigureAwait(false);
    }

    private static WebAnswer Refused(int status, string why) => new(status, why) { Response = WebResponse.Failed(status, "Refused", why) };

    private static async ValueTask<string> TextAsync(WebResponse response)
    {
        if (response.Body is not { } body)
        {
            return response.Problem?.Detail ?? "";
        }

        using var bytes = new MemoryStream();
        var output = PipeWriter.Create(bytes, new StreamPipeWriterOptions(leaveOpen: true));
        await body(output, TestContext.Current.CancellationToken).ConfigureAwait(false);
        await output.CompleteAsync().ConfigureAwait(false);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static KeyValuePair<string, string> Pair(string text) => text.Split('=', 2) is [var name, var value]
        ? new(Decoded(name), Decoded(value))
        : new(Decoded(text), "");

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
