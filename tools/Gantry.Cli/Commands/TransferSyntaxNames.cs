using Gantry.Dicom;

namespace Gantry.Cli.Commands;

/// <summary>Short names of transfer syntaxes.</summary>
internal static class TransferSyntaxNames
{
    private static readonly (string Name, TransferSyntax Syntax)[] Names =
    [
        ("explicit", TransferSyntax.ExplicitVRLittleEndian),
        ("implicit", TransferSyntax.ImplicitVRLittleEndian),
        ("big-endian", TransferSyntax.ExplicitVRBigEndian),
        ("deflated", TransferSyntax.DeflatedExplicitVRLittleEndian),
        ("rle", new(Uids.RLELossless)),
        ("deflated-frames", new(Uids.DeflatedImageFrameCompression)),
        ("jpeg", new(Uids.JPEGBaseline8Bit)),
        ("jpeg-lossless", new(Uids.JPEGLosslessSV1)),
        ("jpeg-ls", new(Uids.JPEGLSLossless)),
        ("jpeg-ls-near", new(Uids.JPEGLSNearLossless)),
        ("jpeg2000-lossless", new(Uids.JPEG2000Lossless)),
        ("jpeg2000", new(Uids.JPEG2000)),
    ];

    /// <summary>The names.</summary>
    public static IEnumerable<string> All => Names.Select(one => one.Name);

    /// <summary>The transfer syntax of a name or a UID.</summary>
    public static bool TryParse(string text, out TransferSyntax syntax)
    {
        syntax = Names.FirstOrDefault(one => one.Name.Equals(text, StringComparison.OrdinalIgnoreCase)).Syntax;
        if (syntax == default && Uid.TryParse(text, out var uid) && !uid.IsEmpty)
        {
            syntax = new TransferSyntax(uid);
        }

        return syntax != default;
    }
}
