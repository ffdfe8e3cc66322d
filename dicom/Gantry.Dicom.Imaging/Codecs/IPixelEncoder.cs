using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>Encodes frames in some transfer syntaxes. Without state, and safe for concurrent use.</summary>
public interface IPixelEncoder
{
    /// <summary>The transfer syntaxes it encodes in.</summary>
    IReadOnlyCollection<TransferSyntax> TransferSyntaxes { get; }

    /// <summary>Why it does not work here, in a sentence, for example that a library is missing; null where it does.</summary>
    string? WhyUnavailable => null;

    /// <summary>How frames have to be for it, and what they will be: the description of what would be encoded.</summary>
    /// <param name="transferSyntax">One of <see cref="TransferSyntaxes"/>.</param>
    /// <param name="description">Frames as they are.</param>
    /// <returns>The description that the data set has to have; its photometric interpretation may be another one, that of the compressed samples.</returns>
    /// <exception cref="PixelDataException">Such frames cannot be in this transfer syntax; the message says why.</exception>
    PixelDescription Describe(TransferSyntax transferSyntax, PixelDescription description);

    /// <summary>Encodes a frame.</summary>
    /// <param name="frame">The samples: little endian, those of a pixel together, single bits from the least significant.</param>
    /// <param name="transferSyntax">One of <see cref="TransferSyntaxes"/>.</param>
    /// <param name="description">What they are; <see cref="Describe"/> has taken it.</param>
    /// <param name="options">How to encode them.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="PixelDataException">They cannot be encoded so.</exception>
    void Encode(ReadOnlySpan<byte> frame, TransferSyntax transferSyntax, PixelDescription description, PixelEncodingOptions options, IBufferWriter<byte> output);
}
