using System.Composition;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Retrieves values that metadata have elsewhere (PS3.18 §10.4.1.1.5), other than pixel data: as they are stored, streamed where they are long.</summary>
[ExportWebHandler(Service.Prefix, "GET", Rights.Retrieve, "studies/{study}/series/{series}/instances/{instance}/bulkdata/{*path}")]
[method: ImportingConstructor]
public sealed class BulkDataHandler(SelectedInstances selected, IInstanceStore store, SpoolFolder spools, IPluginSettings<DicomWebSettings> settings) : IWebHandler, IAsyncDisposable
{
    private Spool? _spool;
    private FileStream? _file;

    /// <inheritdoc/>
    public async ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = request.RouteValues.GetValueOrDefault("path", "");
        if (!SearchTarget.TryRead(request.RouteValues, QueryLevel.Image, out var target))
        {
            return WebResponse.Failed(400, "Bad request", "The path has a UID that is none.");
        }

        var range = Acceptance.Of(request).FirstOrDefault(Takes);
        if (range is null)
        {
            return Acceptance.NotAcceptable($"{Service.OctetStream}, in parts or by itself");
        }

        if (await selected.FindAsync(request, target, cancellationToken).ConfigureAwait(false) is not [var instance, ..])
        {
            return WebResponse.Failed(404, "Not found", "There is no such instance.");
        }

        var value = await OpenAsync(instance, path, cancellationToken).ConfigureAwait(false);
        if (value is null)
        {
            return WebResponse.Failed(404, "Not found", "The instance has no such value.");
        }

        var isMultipart = range.Takes("multipart/related") && range.Type != "*/*";
        var url = $"{settings.Current.UrlFor(request)}/studies/{target.Study}/series/{target.Series}/instances/{target.Instance}/bulkdata/{path}";
        var tag = EntityTag.Of(Encoding.UTF8.GetBytes($"{instance.Location} {path} {isMultipart}"));
        return EntityTag.Answer(
            request,
            isMultipart ? InParts(value, url) : new WebResponse(200) { ContentType = Service.OctetStream, Body = (output, token) => CopyAsync(value, output, token) },
            tag);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_file is { } file)
        {
            await file.DisposeAsync().ConfigureAwait(false);
        }

        _spool?.Dispose();
    }

    private static bool Takes(MediaRange range) =>
        range.Takes(Service.OctetStream) || (range.Takes("multipart/related") && range["type"] is null or Service.OctetStream or "*/*");

    private async ValueTask<Stream?> OpenAsync(CatalogInstance instance, string path, CancellationToken cancellationToken)
    {
        var content = await store.OpenAsync(instance.Location, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            try
            {
                _spool = await spools.TakeAsync(content, cancellationToken).ConfigureAwait(false);
                var file = DicomFile.Open(_spool.File, new DataSetReaderOptions { MaximumValueBytes = MetadataReader.LongestValue, MaximumBytes = MetadataReader.MostBytes });
                if (Find(file.DataSet, path) is { } value)
                {
                    return new MemoryStream(value.ToArray(), writable: false);
                }

                if (!path.Contains('/', StringComparison.Ordinal) && Tag.TryParse(path, out var tag))
                {
                    foreach (var skipped in file.Reading.Skipped.Where(skipped => skipped.Depth == 0 && skipped.Tag == tag))
                    {
                        _file = new FileStream(_spool.File, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
                        return file.OpenValue(skipped, _file);
                    }
                }

                return null;
            }
            catch (Exception damage) when (damage is DicomEncodingException or PixelDataException)
            {
                throw new IOException($"Instance {instance.SopInstance}: {damage.Message}", damage);
            }
        }
    }

    // As the writer of JSON spells it: sequence, number of the item from 0, and so on to the element.
    private static ReadOnlyMemory<byte>? Find(DicomDataSet dataSet, string path)
    {
        var parts = path.Split('/');
        for (var i = 0; i < parts.Length; i += 2)
        {
            if (parts[i].Length != 8 || !Tag.TryParse(parts[i], out var tag))
            {
                return null;
            }

            if (i == parts.Length - 1)
            {
                if (dataSet[tag] is not DicomBytes { IsEmpty: false })
                {
                    return null;
                }

                return dataSet.GetBytes(tag);
            }

            var items = dataSet[tag] is DicomSequence sequence ? sequence.Items : [];
            if (i + 2 >= parts.Length || !int.TryParse(parts[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var item) || item >= items.Length)
            {
                return null;
            }

            dataSet = items[item];
        }

        return null;
    }

    private static WebResponse InParts(Stream value, string url)
    {
        var boundary = MultipartWriter.NewBoundary();
        return new WebResponse(200)
        {
            ContentType = MultipartWriter.ContentType(Service.OctetStream, boundary),
            Body = async (output, cancellationToken) =>
            {
                var parts = new MultipartWriter(output, boundary);
                parts.Begin(Service.OctetStream, url);
                await CopyAsync(value, output, cancellationToken).ConfigureAwait(false);
                parts.End();
            },
        };
    }

    private static async ValueTask CopyAsync(Stream value, PipeWriter output, CancellationToken cancellationToken)
    {
        await using (value.ConfigureAwait(false))
        {
            await value.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
        }
    }
}
