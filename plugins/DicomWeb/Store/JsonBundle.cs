using System.Buffers;
using System.IO.Pipelines;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>
/// The parts of a request that brings instances as DICOM JSON, with their bulk data in parts of their own (PS3.18 §8.6.1.2.2): data sets in memory, bulk data in a file. A BulkDataURI is the
/// Content-Location of a part of the same request, and nothing else: nothing is ever fetched.
/// </summary>
/// <remarks>One caller at a time.</remarks>
/// <param name="spool">The place and the file for the bulk data; disposed with this.</param>
/// <param name="longest">The most bytes of bulk data.</param>
internal sealed class JsonBundle(Spool spool, long longest) : IDisposable
{
    /// <summary>The most bytes of JSON.</summary>
    public const int LongestJson = 16 << 20;

    private readonly FileStream _file = new(spool.File, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);
    private readonly Dictionary<string, BulkPart> _parts = new(StringComparer.Ordinal);
    private readonly List<(DicomDataSet DataSet, List<BulkDataReference> Bulk)> _dataSets = [];
    private long _json;

    /// <summary>Where the bytes of a part lie, and what they are.</summary>
    private sealed record BulkPart(long Offset, long Length, bool IsOctetStream);

    /// <summary>How many data sets there are.</summary>
    public int Count => _dataSets.Count;

    /// <summary>The instances. Bulk data that are missing, or not to be had from a part, make one that is null.</summary>
    public IEnumerable<(StoreEntry Entry, ComposedInstance? Instance)> Instances => _dataSets.Select(pair =>
    {
        var instance = Compose(pair.DataSet, pair.Bulk);
        return (new StoreEntry(UidOf(pair.DataSet, Tags.SOPClassUID), UidOf(pair.DataSet, Tags.SOPInstanceUID), UidOf(pair.DataSet, Tags.StudyInstanceUID), UidOf(pair.DataSet, Tags.SeriesInstanceUID)), instance);
    });

    /// <summary>Takes a part.</summary>
    /// <exception cref="MultipartException">It is malformed, or too long.</exception>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public async ValueTask AddAsync(MultipartPart part, CancellationToken cancellationToken)
    {
        var type = MediaRangeParser.Parse(part.Header("Content-Type") ?? "")?.Type;
        if (type == Service.Json)
        {
            await AddJsonAsync(part.Content, cancellationToken).ConfigureAwait(false);
            return;
        }

        var offset = _file.Position;
        while (true)
        {
            var read = await part.Content.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (_file.Position + read.Buffer.Length > longest)
            {
                throw new MultipartException($"The body has more than {longest} bytes of bulk data.");
            }

            foreach (var segment in read.Buffer)
            {
                await _file.WriteAsync(segment, cancellationToken).ConfigureAwait(false);
            }

            part.Content.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        if (part.Header("Content-Location") is not { Length: > 0 } location || !_parts.TryAdd(location, new BulkPart(offset, _file.Position - offset, type == Service.OctetStream)))
        {
            throw new MultipartException("A part with bulk data has no Content-Location, or that of another.");
        }
    }

    /// <summary>No part comes any more: the bulk data are in the file.</summary>
    public void End() => _file.Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        spool.Dispose();
    }

    private async ValueTask AddJsonAsync(PipeReader content, CancellationToken cancellationToken)
    {
        var json = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await content.ReadAsync(cancellationToken).ConfigureAwait(false);
            _json += read.Buffer.Length;
            if (_json > LongestJson)
            {
                throw new MultipartException($"The body has more than {LongestJson} bytes of JSON.");
            }

            foreach (var segment in read.Buffer)
            {
                json.Write(segment.Span);
            }

            content.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        try
        {
            List<BulkDataReference> bulk = [];
            var options = new DicomJsonReaderOptions
            {
                BulkData = reference =>
                {
                    bulk.Add(reference);
                    return null;
                },
            };
            using var stream = new MemoryStream(json.WrittenMemory.ToArray(), writable: false);
            await foreach (var dataSet in DicomJsonReader.ReadAsync(stream, options, cancellationToken).ConfigureAwait(false))
            {
                _dataSets.Add((dataSet, bulk));
                bulk = [];
            }
        }
        catch (DicomEncodingException malformed)
        {
            throw new MultipartException($"A part with JSON is none of DICOM: {malformed.Message}");
        }
    }

    // Values of the top level alone have a part of their own; the one of pixel data is native.
    private ComposedInstance? Compose(DicomDataSet dataSet, List<BulkDataReference> bulk)
    {
        var values = new List<BulkValue>();
        foreach (var (path, tag, vr, uri) in bulk)
        {
            if (path.Length != 8 || !_parts.TryGetValue(uri, out var part) || !part.IsOctetStream || (!vr.IsLongForm && part.Length > ushort.MaxValue - 1) || part.Length > uint.MaxValue - 2)
            {
                return null;
            }

            values.Add(new BulkValue(tag, vr, part.Offset, part.Length));
        }

        return new ComposedInstance(dataSet, values, spool.File);
    }

    private static Uid UidOf(DicomDataSet dataSet, Tag tag) => dataSet.TryGetUid(tag, out var uid) ? uid : default;
}
