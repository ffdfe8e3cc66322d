using System.Buffers.Binary;
using System.Globalization;

namespace Gantry.Dicom.Imaging;

/// <summary>Decodes a frame of a lossy process with Huffman coding: baseline, extended with 8 or 12 bits, progressive (ITU-T T.81 §B.2, Annexes F and G).</summary>
internal sealed class DctDecoder : IDisposable
{
    // Each scan of a progressive frame goes over all of it, and a few bytes are a scan.
    private const int MostScans = 200;
    private const byte AdobeSegment = 0xEE;
    private const byte FirstProcess = 0xC0;
    private const byte Progressive = 0xC2;

    private readonly PixelDescription _description;
    private readonly CoefficientTable?[] _means = new CoefficientTable?[4];
    private readonly CoefficientTable?[] _others = new CoefficientTable?[4];
    private readonly int[]?[] _quantization = new int[4][];
    private DctPlane[] _planes = [];
    private JpegFrameHeader? _header;
    private bool _isProgressive;
    private int _restartInterval;

    private DctDecoder(PixelDescription description) => _description = description;

    /// <summary>True where Adobe's segment says that it is luminance and chrominances, false where it says that it is not; null where it is silent.</summary>
    public bool? IsYbr { get; private set; }

    /// <summary>The frame header.</summary>
    public JpegFrameHeader Header => _header!;

    /// <summary>The components, decoded.</summary>
    public IReadOnlyList<DctPlane> Planes => _planes;

    /// <summary>Decodes a frame.</summary>
    /// <exception cref="PixelDataException">It is damaged, not the frame described, none of a lossy process, or more work than a frame can be.</exception>
    public static DctDecoder Decode(ReadOnlySpan<byte> encoded, PixelDescription description)
    {
        var decoder = new DctDecoder(description);
        try
        {
            decoder.Decode(encoded);
            return decoder;
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var plane in _planes)
        {
            plane.Dispose();
        }
    }

    private void Decode(ReadOnlySpan<byte> encoded)
    {
        var segments = new JpegSegments(encoded);
        for (var scans = 0; ;)
        {
            var marker = segments.TryNext(out var parameters);
            switch (marker)
            {
                case 0 or JpegMarker.EndOfImage:
                    Complete();
                    return;
                case >= FirstProcess and <= Progressive:
                    Begin(parameters, marker == Progressive);
                    break;
                case JpegMarker.DefineHuffmanTables:
                    ReadHuffmanTables(parameters);
                    break;
                case JpegMarker.DefineQuantizationTables:
                    ReadQuantizationTables(parameters);
                    break;
                case JpegMarker.DefineRestartInterval when parameters.Length >= 2:
                    _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(parameters);
                    break;
                case JpegMarker.StartOfScan when ++scans > MostScans || _header is null:
                    throw new PixelDataException(_header is null ? "A JPEG frame has a scan before its header." : "A JPEG frame has more scans than any encoder writes.");
                case JpegMarker.StartOfScan:
                    segments.Position += DecodeScan(parameters, segments.Rest);
                    break;
                case AdobeSegment when parameters.Length >= 12 && parameters[..5].SequenceEqual("Adobe"u8):
                    IsYbr = parameters[11] == 1;
                    break;
                default:
                    if (JpegMarker.IsStartOfFrame(marker))
                    {
                        throw new PixelDataException(string.Create(CultureInfo.InvariantCulture, $"The frame is not of JPEG baseline, extended or progressive: its header is {marker:X2}."));
                    }

                    break;
            }
        }
    }

    private void Begin(ReadOnlySpan<byte> parameters, bool isProgressive)
    {
        var header = JpegFrameHeader.Read(parameters);
        header.CheckIs(_description);
        if (header.Precision is not (8 or 12))
        {
            throw new PixelDataException(string.Create(CultureInfo.InvariantCulture, $"A lossy JPEG frame has samples of 8 or 12 bits, not of {header.Precision}."));
        }

        if (_header is not null || header.Sampling.Any(sampling => (sampling >> 4) is < 1 or > 4 || (sampling & 0x0F) is < 1 or > 4))
        {
            throw new PixelDataException("A JPEG frame has two headers, or components of a size that there is not.");
        }

        (_header, _isProgressive) = (header, isProgressive);
        _planes = new DctPlane[header.Components.Length];
        for (var index = 0; index < _planes.Length; index++)
        {
            _planes[index] = new DctPlane(header, index, _description.Columns, _description.Rows, isProgressive);
        }
    }

    private int DecodeScan(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> data)
    {
        var scan = DctScan.Read(parameters, _header!, _planes, _means, _others, _restartInterval);
        foreach (var plane in scan.Planes)
        {
            plane.Quantization ??= _quantization[plane.Table] ?? throw new PixelDataException("A JPEG frame needs a quantization table that is not there.");
        }

        return scan.Decode(data, _isProgressive ? new ProgressiveBlocks(scan) : new SequentialBlocks(scan, _header!.Precision));
    }

    private void Complete()
    {
        if (_header is null || _planes.Any(plane => plane.Quantization is null))
        {
            throw new PixelDataException("A JPEG frame ends before all its components have come.");
        }

        foreach (var plane in _isProgressive ? _planes : [])
        {
            plane.TransformAll(_header.Precision);
        }
    }

    private void ReadHuffmanTables(ReadOnlySpan<byte> parameters)
    {
        while (parameters.Length > 0)
        {
            var total = 0;
            for (var length = 1; length <= 16 && parameters.Length >= 17; length++)
            {
                total += parameters[length];
            }

            if (total is < 1 or > 256 || parameters.Length < 17 + total)
            {
                throw new PixelDataException("A Huffman table of a JPEG frame is none.");
            }

            var tables = parameters[0] < 0x10 ? _means : _others;
            tables[parameters[0] & 3] = new CoefficientTable(parameters.Slice(1, 16), parameters.Slice(17, total));
            parameters = parameters[(17 + total)..];
        }
    }

    private void ReadQuantizationTables(ReadOnlySpan<byte> parameters)
    {
        while (parameters.Length > 0)
        {
            var bytes = parameters[0] < 0x10 ? 1 : 2;
            if (parameters.Length < 1 + (bytes * ZigZag.Count))
            {
                throw new PixelDataException("A quantization table of a JPEG frame is not whole.");
            }

            var table = new int[ZigZag.Count];
            for (var at = 0; at < ZigZag.Count; at++)
            {
                table[ZigZag.Places[at]] = bytes == 1 ? parameters[1 + at] : BinaryPrimitives.ReadUInt16BigEndian(parameters[(1 + (2 * at))..]);
            }

            _quantization[parameters[0] & 3] = table;
            parameters = parameters[(1 + (bytes * ZigZag.Count))..];
        }
    }
}
