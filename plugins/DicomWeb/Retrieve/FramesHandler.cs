using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Retrieves frames of an instance (PS3.18 §10.4.1.1.6), as they are stored or decoded; or all of them, as its pixel data.</summary>
[ExportWebHandler(
    Service.Prefix, "GET", Rights.Retrieve,
    "studies/{study}/series/{series}/instances/{instance}/frames/{frames}", "studies/{study}/series/{series}/instances/{instance}/bulkdata/7FE00010")]
[method: ImportingConstructor]
public sealed class FramesHandler(
    SelectedInstances selected, PixelSource source, IPluginSettings<DicomWebSettings> settings, ILoggerFactory loggers) : IWebHandler, IAsyncDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger<FramesHandler>();
    private PixelLease? _open;

    /// <inheritdoc/>
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var list = request.RouteValues.GetValueOrDefault("frames"); // none for the pixel data as a whole
        if (!SearchTarget.TryRead(request.RouteValues, QueryLevel.Image, out var target) || (list is not null && FrameList.Parse(list) is null))
        {
            return WebResponse.Failed(400, "Bad request", "The path has a UID that is none, or a list of frames that is none: frames are 1,2,3.");
        }

        if (await selected.FindAsync(request, target, cancellationToken).ConfigureAwait(false) is not [var instance, ..])
        {
            return WebResponse.Failed(404, "Not found", "There is no such instance.");
        }

        var isSingle = list is null ? !instance.TransferSyntax.IsEncapsulated : !list.Contains(',', StringComparison.Ordinal);
        if (FrameForm.Choose(Acceptance.Of(request), instance.TransferSyntax, isSingle, source.Codecs) is not { } form)
        {
            return Acceptance.NotAcceptable($"multipart/related; type=\"{FrameForm.MediaTypeOf(instance.TransferSyntax) ?? Service.OctetStream}\"");
        }

        var tag = EntityTag.Of(System.Text.Encoding.UTF8.GetBytes($"{instance.Location} {request.Path} {form.ContentType} {form.IsMultipart}"));
        if (EntityTag.Answer(request, new WebResponse(200), tag) is { Status: 304 } known)
        {
            return known;
        }

        _open = await source.OpenAsync(instance, cancellationToken).ConfigureAwait(false);
        if (_open is not { } open)
        {
            return WebResponse.Failed(404, "Not found", "The instance has no pixel data.");
        }

        var count = open.Pixels.Description.NumberOfFrames;
        IReadOnlyList<int> frames = list is null ? [.. Enumerable.Range(1, count)] : FrameList.Parse(list) ?? [];
        if (frames.Any(frame => frame > count))
        {
            return WebResponse.Failed(404, "Not found", "The instance has no such frame.");
        }

        var url = $"{settings.Current.UrlFor(request)}/studies/{target.Study}/series/{target.Series}/instances/{target.Instance}";
        return EntityTag.Answer(request, form.IsMultipart ? InParts(request, form, url, frames, list is null, open.Pixels) : Single(request, form, frames, open.Pixels), tag);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _open?.Dispose();
        return ValueTask.CompletedTask;
    }

    private WebResponse InParts(WebRequest request, FrameForm form, string url, IReadOnlyList<int> frames, bool isWhole, PixelData pixels)
    {
        var boundary = MultipartWriter.NewBoundary();
        return new WebResponse(200)
        {
            ContentType = MultipartWriter.ContentType(form.MediaType, boundary),
            Body = async (output, cancellationToken) =>
            {
                var parts = new MultipartWriter(output, boundary);
                foreach (var (index, frame) in frames.Index())
                {
                    var bytes = await ReadAsync(request, form, frame, pixels, cancellationToken).ConfigureAwait(false);
                    if (index == 0 || !isWhole || !form.IsDecoded) // native pixel data as a whole are one value
                    {
                        parts.Begin(form.ContentType, isWhole ? $"{url}/bulkdata/7FE00010" : $"{url}/frames/{frame}");
                    }

                    await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                }

                parts.End();
            },
        };
    }

    private WebResponse Single(WebRequest request, FrameForm form, IReadOnlyList<int> frames, PixelData pixels) => new(200)
    {
        ContentType = form.ContentType,
        Body = async (output, cancellationToken) =>
        {
            foreach (var frame in frames)
            {
                await output.WriteAsync(await ReadAsync(request, form, frame, pixels, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            }
        },
    };

    // Native samples in little endian order are what is stored, and read so, but for those of several to a pixel: frames are long, and each copy of one costs.
    private static bool IsDecodedAlready(PixelData pixels) => !pixels.TransferSyntax.IsEncapsulated && pixels.Description is { SamplesPerPixel: 1, BitsAllocated: 8 or 16 or 32 };

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(WebRequest request, FrameForm form, int frame, PixelData pixels, CancellationToken cancellationToken)
    {
        try
        {
            return form.IsDecoded && !IsDecodedAlready(pixels)
                ? await Task.Run(() => pixels.Decode(frame, source.Codecs).Samples, cancellationToken).ConfigureAwait(false)
                : pixels.ReadStored(frame);
        }
        catch (Exception damage) when (damage is PixelDataException or DicomEncodingException)
        {
            _logger.NotRetrieved(request.RouteValues.GetValueOrDefault("instance", ""), damage.Message, request.CorrelationId);
            throw new IOException($"Frame {frame}: {damage.Message}", damage);
        }
    }
}
