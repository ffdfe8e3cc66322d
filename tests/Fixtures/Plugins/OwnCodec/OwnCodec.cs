using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Gantry.Dicom.Network;

namespace Gantry.Fixtures.OwnCodec;

/// <summary>Decodes every RLE frame to ones.</summary>
[Export(typeof(IPixelDecoder)), Shared]
public sealed class OwnCodec : IPixelDecoder
{
    public IReadOnlyCollection<TransferSyntax> TransferSyntaxes { get; } = [new(Uids.RLELossless)];

    public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame)
    {
        frame.Fill(1);
        return description;
    }
}

/// <summary>Answers a query with the first sample of an RLE frame.</summary>
[ExportDimseHandler(typeof(ICFindHandler), "1.2.840.10008.5.1.4.1.2.2.1")]
[method: ImportingConstructor]
public sealed class Asker(PixelCodecs codecs) : ICFindHandler
{
    private static readonly PixelDescription Pixel = new() { Rows = 1, Columns = 1, BitsAllocated = 8, BitsStored = 8, HighBit = 7 };

    public ValueTask<FinalResponse> HandleAsync(CFindRequest request, IPendingResponses<DicomDataSet> pending, CancellationToken cancellationToken)
    {
        var sample = codecs.Decode([], new TransferSyntax(Uids.RLELossless), Pixel).Samples.Span[0];
        return ValueTask.FromResult(new FinalResponse(DimseStatus.Success) { ErrorComment = sample.ToString(CultureInfo.InvariantCulture) });
    }
}
