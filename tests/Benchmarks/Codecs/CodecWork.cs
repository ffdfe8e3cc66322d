using Gantry.Dicom;

namespace Gantry.Benchmarks.Codecs;

/// <summary>A transfer syntax, and the peers' commands for it.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="TransferSyntax">The transfer syntax.</param>
/// <param name="Encoders">Commands that compress; source and result follow.</param>
/// <param name="Decoders">Commands that decompress.</param>
internal sealed record CodecWork(string Name, TransferSyntax TransferSyntax, IReadOnlyList<string> Encoders, IReadOnlyList<string> Decoders)
{
    /// <summary>The bits of a sample's cell: 16 unless set.</summary>
    public int Bits { get; init; } = 16;

    public static IReadOnlyList<CodecWork> All { get; } =
    [
        new("RLE", new(Uids.RLELossless), ["dcmcrle", "gdcmconv --rle"], ["dcmdrle", "gdcmconv --raw"]),
        new("JPEG-lossless", new(Uids.JPEGLosslessSV1), ["dcmcjpeg +e1", "gdcmconv --jpeg"], ["dcmdjpeg", "gdcmconv --raw"]),
        new("JPEG-LS", new(Uids.JPEGLSLossless), ["dcmcjpls", "gdcmconv --jpegls"], ["dcmdjpls", "gdcmconv --raw"]),
        new("JPEG-2000", new(Uids.JPEG2000Lossless), ["gdcmconv --j2k"], ["gdcmconv --raw"]),
        new("JPEG-baseline", new(Uids.JPEGBaseline8Bit), ["dcmcjpeg +eb", "gdcmconv --lossy --jpeg"], ["dcmdjpeg", "gdcmconv --raw"]) { Bits = 8 },
    ];
}
