using System.Buffers;
using System.Composition;
using System.IO.Pipelines;
using Gantry.Contracts;

namespace Gantry.Plugins.Workstation;

/// <summary>Gives whoever has signed in what was chosen for the workstation in that name, and keeps it.</summary>
[ExportWebHandler("workstation", "GET", Rights.Anyone, "mine")]
[ExportWebHandler("workstation", "PUT", Rights.Anyone, "mine", MaximumBodyBytes = ChoicesStore.MostBytes)]
[method: ImportingConstructor]
public sealed class ChoicesHandler(ChoicesStore store) : IWebHandler
{
    /// <inheritdoc/>
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Caller.User is not { } user)
        {
            return WebResponse.Failed(401, "Not authorized", "A session is needed, or a token: choices are a user's own.");
        }

        if (request.Method == "PUT")
        {
            return await store.WriteAsync(user.Name, await ReadAsync(request.Body, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
                ? new WebResponse(204)
                : WebResponse.Failed(400, "No choices", "Choices are a JSON object.");
        }

        return await store.ReadAsync(user.Name, cancellationToken).ConfigureAwait(false) is { } choices
            ? WebResponse.Of("application/json", choices).With("Cache-Control", "no-store")
            : new WebResponse(204);
    }

    // The host ends a body that is longer than the route takes.
    private static async ValueTask<byte[]> ReadAsync(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (read.IsCompleted)
            {
                var content = read.Buffer.ToArray();
                body.AdvanceTo(read.Buffer.End);
                return content;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
