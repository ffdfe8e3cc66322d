using System.Buffers;
using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Gantry.Dicom;

/// <summary>Reads data sets from DICOM JSON (PS3.18 §F).</summary>
/// <remarks>
/// Text becomes UTF-8, and Specific Character Set (0008,0005), where there is one or text goes beyond ASCII, becomes ISO_IR 192. DS, IS, SV and UV may be
/// numbers or strings, and keep their digits; FL and FD may be strings such as NaN, and null is NaN. Beyond the standard are accepted: tags in any order and
/// with lower-case digits, members it does not know, person names that are plain strings, null as an empty item. Group lengths are left out.
/// </remarks>
public static class DicomJsonReader
{
    /// <summary>Reads one data set: an object, or an array with one.</summary>
    /// <param name="json">The JSON, in UTF-8.</param>
    /// <param name="options">Where bulk data is, and the limits.</param>
    /// <exception cref="DicomEncodingException">It is not JSON, not one data set, or exceeds a limit.</exception>
    public static DicomDataSet Read(ReadOnlyMemory<byte> json, DicomJsonReaderOptions? options = null)
    {
        var dataSets = ReadAll(new ReadOnlySequence<byte>(json), options, most: 1);
        return dataSets.Length == 1 ? dataSets[0] : throw new DicomEncodingException("The JSON holds no data set.");
    }

    /// <summary>Reads data sets: an array of objects, or one object.</summary>
    /// <param name="json">The JSON, in UTF-8.</param>
    /// <param name="options">Where bulk data is, and the limits.</param>
    /// <exception cref="DicomEncodingException">It is not JSON, not of data sets, or exceeds a limit.</exception>
    public static ImmutableArray<DicomDataSet> ReadAll(ReadOnlySequence<byte> json, DicomJsonReaderOptions? options = null) => ReadAll(json, options, int.MaxValue);

    /// <summary>Reads data sets as their bytes arrive: an array of objects, or one object. No more than one of them is in memory here at a time.</summary>
    /// <param name="stream">The JSON, in UTF-8; read to its end, left open.</param>
    /// <param name="options">Where bulk data is, and the limits.</param>
    /// <param name="cancellationToken">Cancels the wait for bytes.</param>
    /// <exception cref="DicomEncodingException">It is not JSON, not of data sets, or exceeds a limit. The data sets that precede it have been given.</exception>
    public static async IAsyncEnumerable<DicomDataSet> ReadAsync(
        Stream stream, DicomJsonReaderOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 65_536, leaveOpen: true));
        try
        {
            var framer = new JsonDataSetFramer(options ?? DicomJsonReaderOptions.Default);
            while (!framer.IsAtEnd)
            {
                var result = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
                var buffer = result.Buffer;
                while (framer.TryRead(ref buffer, result.IsCompleted, out var dataSet))
                {
                    yield return dataSet;
                }

                pipe.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            await pipe.CompleteAsync().ConfigureAwait(false);
        }
    }

    private static ImmutableArray<DicomDataSet> ReadAll(ReadOnlySequence<byte> json, DicomJsonReaderOptions? options, int most)
    {
        var dataSets = ImmutableArray.CreateBuilder<DicomDataSet>();
        var framer = new JsonDataSetFramer(options ?? DicomJsonReaderOptions.Default);
        while (framer.TryRead(ref json, isCompleted: true, out var dataSet))
        {
            if (dataSets.Count == most)
            {
                throw new DicomEncodingException("The JSON holds more than one data set.");
            }

            dataSets.Add(dataSet);
        }

        return dataSets.ToImmutable();
    }
}
