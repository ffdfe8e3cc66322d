using System.Text;
using Gantry.Contracts;

namespace Gantry.Fixtures.Responder;

/// <summary>Tells what it was asked.</summary>
[ExportWebHandler("fixture", "GET", Rights.Anyone, "open")]
[ExportWebHandler("fixture", "GET", "fixture.read", "", "told/{name}", "told/{name}/{*rest}")]
public sealed class Teller : IWebHandler
{
    public ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        var values = string.Join(',', request.RouteValues.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
        var query = string.Join(',', request.Query.Select(pair => $"{pair.Key}={pair.Value}"));
        var text = $"{request.Method} {request.Path} [{values}] [{query}] {request.Caller.User?.Name} {request.Headers.ContainsKey("authorization")}";
        return ValueTask.FromResult(WebResponse.Of("text/plain", Encoding.UTF8.GetBytes(text)).With("X-Base", request.BaseUrl));
    }
}

/// <summary>Counts the bytes of a body that it reads.</summary>
public abstract class Counting : IWebHandler
{
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        var count = 0L;
        while (true)
        {
            var read = await request.Body.ReadAsync(cancellationToken).ConfigureAwait(false);
            count += read.Buffer.Length;
            request.Body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return WebResponse.Of("text/plain", Encoding.ASCII.GetBytes($"{count}"), 201);
            }
        }
    }
}

[ExportWebHandler("fixture", "POST", "fixture.write", "small", MaximumBodyBytes = 16)]
public sealed class Small : Counting;

[ExportWebHandler("fixture", "POST", "fixture.write", "large", MaximumBodyBytes = ExportWebHandlerAttribute.Unlimited)]
public sealed class Large : Counting;

[ExportWebHandler("fixture", "POST", "fixture.write", "none")]
public sealed class None : Counting;
