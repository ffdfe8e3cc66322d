using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gantry.Dicom;

/// <summary>Writes data sets as DICOM JSON (PS3.18 §F).</summary>
/// <remarks>
/// Text is UTF-8, and so Specific Character Set (0008,0005), where there is one or text goes beyond ASCII, is ISO_IR 192. DS and IS are numbers with the
/// digits they have, strings where they are not spelled as JSON spells numbers; SV and UV are strings beyond 2^53. Numbers of FL and FD that JSON has no
/// numbers for are the strings NaN, Infinity and -Infinity (the bits that tell one NaN from another are lost). Group lengths and groups 0000 and 0002 are left
/// out. A value that its VR cannot hold, such as three bytes for US, and one of an unknown VR is written as UN, so that its bytes are kept. Encapsulated pixel
/// data in the JSON is its whole value field: items and delimiter.
/// </remarks>
public static class DicomJsonWriter
{
    /// <summary>The deepest nesting of items that is written.</summary>
    public const int MaximumDepth = 256;

    private const int FlushBytes = 65_536;

    /// <summary>Writes one data set, as one object.</summary>
    /// <param name="dataSet">The data set.</param>
    /// <param name="json">Where to; neither flushed nor disposed here.</param>
    /// <param name="options">Where bulk data goes.</param>
    /// <exception cref="DicomEncodingException">Items are nested too deeply.</exception>
    public static void Write(DicomDataSet dataSet, Utf8JsonWriter json, DicomJsonWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentNullException.ThrowIfNull(json);
        new JsonDataSetWriter(json, options ?? DicomJsonWriterOptions.Default).Write(dataSet);
    }

    /// <summary>Writes one data set, as one object.</summary>
    /// <param name="dataSet">The data set.</param>
    /// <param name="output">Where to.</param>
    /// <param name="options">Where bulk data goes.</param>
    /// <exception cref="DicomEncodingException">Items are nested too deeply.</exception>
    public static void Write(DicomDataSet dataSet, IBufferWriter<byte> output, DicomJsonWriterOptions? options = null)
    {
        using var json = new Utf8JsonWriter(output, WriterOptions(options));
        Write(dataSet, json, options);
    }

    /// <summary>As <see cref="Write(DicomDataSet, IBufferWriter{byte}, DicomJsonWriterOptions?)"/>, to an array.</summary>
    /// <exception cref="DicomEncodingException">Items are nested too deeply.</exception>
    public static byte[] ToArray(DicomDataSet dataSet, DicomJsonWriterOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(dataSet, output, options);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes data sets as they come, as one array. No more than one of them is in memory here at a time.</summary>
    /// <param name="dataSets">The data sets. Where they end in an exception the array stays without its end.</param>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="options">Where bulk data goes.</param>
    /// <param name="cancellationToken">Cancels the wait for data sets and for the stream.</param>
    /// <exception cref="DicomEncodingException">Items are nested too deeply.</exception>
    public static async Task WriteAsync(
        IAsyncEnumerable<DicomDataSet> dataSets, Stream stream, DicomJsonWriterOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataSets);
        var json = new Utf8JsonWriter(stream, WriterOptions(options));
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartArray();
            await foreach (var dataSet in dataSets.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                Write(dataSet, json, options);
                if (json.BytesPending >= FlushBytes)
                {
                    await json.FlushAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            json.WriteEndArray();
            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // The answer is JSON of its own, never part of a page, so nothing but JSON's own rules asks for escapes.
    private static JsonWriterOptions WriterOptions(DicomJsonWriterOptions? options) =>
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = options?.IsIndented ?? false };
}
