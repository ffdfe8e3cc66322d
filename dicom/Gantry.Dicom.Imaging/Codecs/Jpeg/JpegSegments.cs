using System.Buffers.Binary;

namespace Gantry.Dicom.Imaging;

/// <summary>Goes through the marker segments of a JPEG or JPEG-LS stream (ITU-T T.81 §B.1.1.4).</summary>
internal ref struct JpegSegments
{
    private readonly ReadOnlySpan<byte> _stream;

    /// <exception cref="PixelDataException">The stream does not begin with SOI.</exception>
    public JpegSegments(ReadOnlySpan<byte> stream)
    {
        if (stream is not [0xFF, JpegMarker.StartOfImage, ..])
        {
            throw new PixelDataException("A JPEG frame does not begin with SOI.");
        }

        _stream = stream;
        Position = 2;
    }

    /// <summary>Where the next marker is looked for.</summary>
    public int Position { get; set; }

    /// <summary>The bytes from <see cref="Position"/> on.</summary>
    public readonly ReadOnlySpan<byte> Rest => _stream[Position..];

    /// <summary>The next marker and the parameters behind its length; what precedes it, entropy-coded bytes that nobody took, is passed over.</summary>
    /// <exception cref="PixelDataException">The stream ends before.</exception>
    public byte Next(out ReadOnlySpan<byte> parameters) => TryNext(out parameters) is var marker and not 0 ? marker : throw new PixelDataException("A JPEG frame ends before its EOI.");

    /// <summary>As <see cref="Next"/>; 0 where the stream ends.</summary>
    public byte TryNext(out ReadOnlySpan<byte> parameters)
    {
        parameters = default;
        while (true)
        {
            var found = Rest.IndexOf((byte)0xFF);
            if (found < 0 || Position + found + 1 >= _stream.Length)
            {
                return 0;
            }

            Position += found + 1;
            var marker = _stream[Position];
            if (marker is 0xFF or 0x00 or (>= JpegMarker.FirstRestart and <= JpegMarker.LastRestart))
            {
                Position += marker == 0xFF ? 0 : 1;
                continue;
            }

            Position++;
            if (marker is not (JpegMarker.StartOfImage or JpegMarker.EndOfImage))
            {
                parameters = Take();
            }

            return marker;
        }
    }

    private ReadOnlySpan<byte> Take()
    {
        var length = Rest.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(Rest);
        if (length < 2 || length > Rest.Length)
        {
            throw new PixelDataException("A marker segment of a JPEG frame is not whole.");
        }

        var parameters = Rest[2..length];
        Position += length;
        return parameters;
    }
}
