using System.IO.Pipelines;
using Gantry.Contracts;

namespace Gantry.Plugins.Workstation;

/// <summary>The answer to who asks for a file of the page.</summary>
internal static class PageAnswer
{
    /// <summary>
    /// What the page may load: what this server has for it alone. Decoders are WebAssembly and workers; styles are written by scripts; images are made of what was loaded.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self' blob: data:; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; "
        + "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>The file, or that the caller has it already.</summary>
    public static WebResponse Of(WebRequest request, PageFile file)
    {
        var isKnown = file.Tag is { } tag && request.Header("If-None-Match").Split(',', StringSplitOptions.TrimEntries).Any(known => known == tag || known == "W/" + tag);
        var response = isKnown ? new WebResponse(304) : new WebResponse(200)
        {
            ContentType = file.ContentType,
            Length = file.Length,
            Body = (output, cancellationToken) => CopyAsync(file.Path, output, cancellationToken),
        };
        response = response.With("Content-Security-Policy", Policy).With("Referrer-Policy", "no-referrer").With("Cross-Origin-Opener-Policy", "same-origin");

        // Another version of the page is there at the next load; a file with the hash of its content in its name, or in its path, never changes.
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
