using System.Composition;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Fixtures.MuteCodec;

/// <summary>A decoder for no transfer syntax.</summary>
[Export(typeof(IPixelDecoder))]
public sealed class MuteCodec : IPixelDecoder
{
    public IReadOnlyCollection<TransferSyntax> TransferSyntaxes => [];

    public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame) => description;
}
