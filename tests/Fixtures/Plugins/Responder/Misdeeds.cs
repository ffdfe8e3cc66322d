using System.Text;
using Gantry.Contracts;

namespace Gantry.Fixtures.Responder;

/// <summary>Throws before the first byte of its response, or after it.</summary>
[ExportWebHandler("fixture", "GET", "fixture.read", "throws/{when}")]
public sealed class Thrower : IWebHandler
{
    public ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken) => request.RouteValues["when"] switch
    {
        "at-once" => throw new InvalidOperationException("ANON^ONE"),
        "catalog" => throw new CatalogException("The database is away."),
        "disk" => throw new IOException("/data/1.2.3"),
        var moment => ValueTask.FromResult(new WebResponse(200)
        {
            ContentType = "text/plain",
            Body = async (output, token) =>
            {
                if (moment == "late")
                {
                    await output.WriteAsync(Encoding.ASCII.GetBytes("half of "), token).ConfigureAwait(false);
                }

                throw new InvalidOperationException("ANON^ONE");
            },
        }),
    };
}

/// <summary>Waits for its cancellation, or for the file of that name in the data folder.</summary>
[ExportWebHandler("fixture", "GET", "fixture.read", "waits", "hangs/{file}")]
[method: System.Composition.ImportingConstructor]
public sealed class Waiter(IPluginContext context) : IWebHandler
{
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(context.DataFolder, "begun"), "", CancellationToken.None).ConfigureAwait(false);
        if (!request.RouteValues.TryGetValue("file", out var file))
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }

        while (!File.Exists(Path.Combine(context.DataFolder, file!)))
        {
            await Task.Delay(20, CancellationToken.None).ConfigureAwait(false);
        }

        return WebResponse.Of("text/plain", "at last"u8.ToArray());
    }
}

/// <summary>Holds its thread until the file of that name is in the data folder, as code does that knows no tasks.</summary>
[ExportWebHandler("fixture", "GET", "fixture.read", "blocks/{file}")]
[method: System.Composition.ImportingConstructor]
public sealed class Blocker(IPluginContext context) : IWebHandler
{
    public ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        File.WriteAllText(Path.Combine(context.DataFolder, $"blocked-{request.CorrelationId}"), "");
        File.WriteAllText(Path.Combine(context.DataFolder, "begun"), "");
        while (!File.Exists(Path.Combine(context.DataFolder, request.RouteValues["file"])))
        {
            Thread.Sleep(20);
        }

        return ValueTask.FromResult(WebResponse.Of("text/plain", "at last"u8.ToArray()));
    }
}
