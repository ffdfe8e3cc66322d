using System.Composition;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Fixtures.VendorCodec;

/// <summary>Decodes every RLE frame to twos; one is made for each operation.</summary>
[Export(typeof(IPixelDecoder))]
public sealed class VendorCodec : IPixelDecoder
{
    public IReadOnlyCollection<TransferSyntax> TransferSyntaxes { get; } = [new(Uids.RLELossless)];

    public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame)
    {
        frame.Fill(2);
        return description;
    }
}
