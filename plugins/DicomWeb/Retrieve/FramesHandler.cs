using System.Composition;
using System.IO.Pipelines;
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
    private NativeFrameStream? _stream;
    private PixelLease? _open;

    /// <inheritdoc/>
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var list = request.RouteValues.GetValueOrDefault("frames"); // none for the pixel data as a whole
        var frames = list is null ? null : FrameList.Parse(list);
        if (!SearchTarget.TryRead(request.RouteValues, QueryLevel.Image, out var target) || (list is not null && frames is null))
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

        if (await OpenAsync(instance, frames, form, cancellationToken).ConfigureAwait(false) is not { } count)
        {
            return WebResponse.Failed(404, "Not found", "The instance has no pixel data.");
        }

        if (frames is not null && frames.Any(frame => frame > count))
        {
            return WebResponse.Failed(404, "Not found", "The instance has no such frame.");
        }

        var sent = frames ?? Enumerable.Range(1, count); // not a list: a few bytes may say that there are billions
        var url = $"{settings.Current.UrlFor(request)}/studies/{target.Study}/series/{target.Series}/instances/{target.Instance}";
        return EntityTag.Answer(request, form.IsMultipart ? InParts(request, form, url, sent, list is null) : Single(request, form, sent), tag);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _open?.Dispose();
        if (_stream is { } stream)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    // What is sent as it is stored, and in its order, is copied while it is read; all else comes from pixel data that are open as a whole.
    private async ValueTask<int?> OpenAsync(CatalogInstance instance, IReadOnlyList<int>? asked, FrameForm form, CancellationToken cancellationToken)
    {
        var frames = asked ?? [];
        if (form.IsDecoded && frames.Zip(frames.Skip(1)).All(pair => pair.First < pair.Second)
            && await source.StreamAsync(instance, cancellationToken).ConfigureAwait(false) is { } stream)
        {
            if (frames.Append(asked is null ? stream.NumberOfFrames : 1).All(stream.Has))
            {
                _stream = stream;
                return stream.NumberOfFrames;
            }

            await stream.DisposeAsync().ConfigureAwait(false);
        }

        _open = await source.OpenAsync(instance, cancellationToken).ConfigureAwait(false);
        return _open?.Pixels.Description.NumberOfFrames;
    }

    private WebResponse InParts(WebRequest request, FrameForm form, string url, IEnumerable<int> frames, bool isWhole)
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
                    var bytes = _stream is null ? await ReadAsync(request, form, frame, cancellationToken).ConfigureAwait(false) : default;
                    if (index == 0 || !isWhole || !form.IsDecoded) // native pixel data as a whole are one value
                    {
                        parts.Begin(form.ContentType, isWhole ? $"{url}/bulkdata/7FE00010" : $"{url}/frames/{frame}");
                    }

                    await WriteAsync(request, frame, bytes, output, cancellationToken).ConfigureAwait(false);
                }

                parts.End();
            },
        };
    }

    private WebResponse Single(WebRequest request, FrameForm form, IEnumerable<int> frames) => new(200)
    {
        ContentType = form.ContentType,
        Body = async (output, cancellationToken) =>
        {
            foreach (var frame in frames)
            {
                var bytes = _stream is null ? await ReadAsync(request, form, frame, cancellationToken).ConfigureAwait(false) : default;
                await WriteAsync(request, frame, bytes, output, cancellationToken).ConfigureAwait(false);
            }
        },
    };

    // Native samples in little endian order are what is stored, and read so, but for those of several to a pixel: frames are long, and each copy of one costs.
    private static bool IsDecodedAlready(PixelData pixels) => !pixels.TransferSyntax.IsEncapsulated && pixels.Description is { SamplesPerPixel: 1, BitsAllocated: 8 or 16 or 32 };

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(WebRequest request, FrameForm form, int frame, CancellationToken cancellationToken)
    {
        var pixels = _open!.Pixels;
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

    private async ValueTask WriteAsync(WebRequest request, int frame, ReadOnlyMemory<byte> bytes, PipeWriter output, CancellationToken cancellationToken)
    {
        if (_stream is not { } stream)
        {
            await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            await stream.CopyAsync(frame, output, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            _logger.NotRetrieved(request.RouteValues.GetValueOrDefault("instance", ""), failure.Message, request.CorrelationId);
            throw;
        }
    }
}
