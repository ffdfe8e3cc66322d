using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>
/// Frames of native pixel data that are sent as they are stored: one sample to a pixel, in little endian order. They are copied while the instance is read, and what lies behind them is not read
/// at all.
/// </summary>
/// <remarks>Frames are asked for in ascending order, each once. It owns the content.</remarks>
internal sealed class NativeFrameStream : IAsyncDisposable
{
    private const int LongestHeader = 12;

    // All but the pixel data is in memory, and that is little.
    private static readonly DataSetReaderOptions Header = new() { StopBefore = Tags.FloatPixelData, MaximumBytes = PixelSource.MostInMemory };

    private readonly InstanceContent _content;
    private readonly long _frameBytes, _valueBytes;
    private long _at;

    private NativeFrameStream(InstanceContent content, PixelDescription description, long valueBytes)
    {
        (_content, NumberOfFrames, _frameBytes, _valueBytes) = (content, description.NumberOfFrames, description.FrameBytes, valueBytes);
    }

    /// <summary>How many frames the data set says that it has.</summary>
    public int NumberOfFrames { get; }

    /// <summary>Finds the pixel data of an instance.</summary>
    /// <param name="content">The instance, of which nothing was read yet. It is the result's; where there is none it was disposed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null where the frames are not to be had so: they are compressed, of several samples, in another order, or damaged.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async ValueTask<NativeFrameStream?> OpenAsync(InstanceContent content, CancellationToken cancellationToken)
    {
        NativeFrameStream? stream = null;
        try
        {
            return stream = IsNative(content.TransferSyntax) ? await FindAsync(content, cancellationToken).ConfigureAwait(false) : null;
        }
        catch (Exception damage) when (damage is DicomEncodingException or PixelDataException)
        {
            return null;
        }
        finally
        {
            if (stream is null)
            {
                await content.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>True where the value has a frame as a whole.</summary>
    public bool Has(int frame) => frame <= NumberOfFrames && frame * _frameBytes <= _valueBytes;

    /// <summary>Copies a frame.</summary>
    /// <param name="frame">Its number, larger than that of the one before.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">It cannot be read, or ends before the frame does.</exception>
    public async ValueTask CopyAsync(int frame, PipeWriter output, CancellationToken cancellationToken)
    {
        var (begin, end) = ((frame - 1) * _frameBytes, frame * _frameBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(begin, _at, nameof(frame));
        while (_at < end)
        {
            var read = await _content.DataSet.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (read.Buffer.IsEmpty && read.IsCompleted)
            {
                throw new IOException("The stored file is damaged: it ends inside the pixel data.");
            }

            var before = Math.Min(read.Buffer.Length, Math.Max(0, begin - _at));
            var part = read.Buffer.Slice(before, Math.Min(read.Buffer.Length - before, end - _at - before));
            foreach (var segment in part)
            {
                await output.WriteAsync(segment, cancellationToken).ConfigureAwait(false);
            }

            _at += before + part.Length;
            _content.DataSet.AdvanceTo(part.End);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _content.DisposeAsync();

    private static bool IsNative(TransferSyntax syntax) => syntax == TransferSyntax.ExplicitVRLittleEndian || syntax == TransferSyntax.ImplicitVRLittleEndian;

    private static async ValueTask<NativeFrameStream?> FindAsync(InstanceContent content, CancellationToken cancellationToken)
    {
        var reading = await DataSetReader.ReadAsync(content.DataSet, content.TransferSyntax, Header, cancellationToken).ConfigureAwait(false);
        if (reading.StoppedAt != Tags.PixelData || !IsNative(reading.TransferSyntax)) // which may be another than is said
        {
            return null;
        }

        var description = PixelDescription.Of(reading.DataSet);
        var read = await content.DataSet.ReadAtLeastAsync(LongestHeader, cancellationToken).ConfigureAwait(false);
        var (headerBytes, valueBytes) = ReadHeader(read.Buffer, reading.TransferSyntax.IsExplicitVR);
        content.DataSet.AdvanceTo(read.Buffer.GetPosition(headerBytes));
        var isAsStored = description is { SamplesPerPixel: 1, BitsAllocated: 8 or 16 or 32 };
        return isAsStored && valueBytes > 0 && (content.Length < 0 || valueBytes <= content.Length - reading.ConsumedBytes - headerBytes)
            ? new NativeFrameStream(content, description, valueBytes)
            : null;
    }

    // Tag, VR (2 bytes), two bytes that are reserved, and the length; without VR, tag and length (PS3.5 §7.1.2). FFFFFFFFH is of what is encapsulated.
    private static (int HeaderBytes, long ValueBytes) ReadHeader(ReadOnlySequence<byte> buffer, bool isExplicit)
    {
        var headerBytes = isExplicit ? LongestHeader : 8;
        if (buffer.Length < headerBytes)
        {
            return (0, 0);
        }

        Span<byte> header = stackalloc byte[headerBytes];
        buffer.Slice(0, headerBytes).CopyTo(header);
        var isLong = !isExplicit || (header[4] == 'O' && header[5] is (byte)'B' or (byte)'W') || (header[4] == 'U' && header[5] == 'N');
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header[(headerBytes - 4)..]);
        return (headerBytes, isLong && length != 0xFFFF_FFFF ? length : 0);
    }
}
