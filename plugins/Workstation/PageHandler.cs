using System.Composition;
using System.IO.Pipelines;
using Gantry.Contracts;

namespace Gantry.Plugins.Workstation;

/// <summary>Gives the page of the workstation to whoever asks: it has nothing of anybody, and what it shows it asks for in the name of whoever has signed in.</summary>
[ExportWebHandler("workstation", "GET", Rights.Anyone, "", "{*path}")]
[method: ImportingConstructor]
public sealed class PageHandler(PageFiles files) : IWebHandler
{
    /// <summary>
    /// What the page may load: its own files alone. Decoders are WebAssembly and workers; styles are written by scripts; images are made of what was loaded.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self' blob: data:; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; "
        + "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <inheritdoc/>
    public ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ValueTask.FromResult(files.Find(request.Path) is { } file ? Answer(request, file)
            : request.Path.Length == 0 ? WebResponse.Failed(404, "No page", "This server was built without the pages of the workstation: that takes Node.")
            : WebResponse.Failed(404, "Not found", "The page has no such file."));
    }

    private static WebResponse Answer(WebRequest request, PageFile file)
    {
        var isKnown = file.Tag is { } tag && request.Header("If-None-Match").Split(',', StringSplitOptions.TrimEntries).Any(known => known == tag || known == "W/" + tag);
        var response = isKnown ? new WebResponse(304) : new WebResponse(200)
        {
            ContentType = file.ContentType,
            Length = file.Length,
            Body = (output, cancellationToken) => CopyAsync(file.Path, output, cancellationToken),
        };
        response = response.With("Content-Security-Policy", Policy).With("Referrer-Policy", "no-referrer").With("Cross-Origin-Opener-Policy", "same-origin");

        // Another version of the page is there at the next load; a file with the hash of its content in its name never changes.
        return file.Tag is null ? response.With("Cache-Control", "public, max-age=31536000, immutable") : response.With("ETag", file.Tag).With("Cache-Control", "no-cache");
    }

    private static async ValueTask CopyAsync(string path, PipeWriter output, CancellationToken cancellationToken)
    {
        var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (content.ConfigureAwait(false))
        {
            await content.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
        }
    }
}
