using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Gantry.Dicom.Imaging;

/// <summary>
/// The pixel data of an instance: what they are, and their frames one by one. Those of a large file are read from it when they are asked for, each without the others, so memory is
/// bounded by a frame.
/// </summary>
/// <remarks>Safe for concurrent use. It owns the file that <see cref="Open"/> opened.</remarks>
public sealed partial class PixelData : IDisposable
{
    private readonly FrameSource _frames;
    private readonly SafeFileHandle? _file;

    private PixelData(DicomDataSet dataSet, TransferSyntax transferSyntax, Tag element, PixelDescription description, FrameSource frames, SafeFileHandle? file)
    {
        DataSet = dataSet;
        TransferSyntax = transferSyntax;
        Element = element;
        Description = description;
        _frames = frames;
        _file = file;
    }

    /// <summary>The data set; without the pixel data where they are read from a file.</summary>
    public DicomDataSet DataSet { get; }

    /// <summary>How the pixel data are encoded.</summary>
    public TransferSyntax TransferSyntax { get; }

    /// <summary>The element: Pixel Data (7FE0,0010), Float Pixel Data (7FE0,0008) or Double Float Pixel Data (7FE0,0009).</summary>
    public Tag Element { get; }

    /// <summary>What the data set says that the pixels are.</summary>
    public PixelDescription Description { get; }

    /// <summary>A frame as it is stored: its fragments joined, padding included; of native pixel data its bytes in little endian order.</summary>
    /// <param name="frameNumber">1 to <see cref="PixelDescription.NumberOfFrames"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no frame of this number.</exception>
    /// <exception cref="PixelDataException">The frame is not there, or not whole.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public ReadOnlyMemory<byte> ReadStored(int frameNumber)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frameNumber, 1);
        if (frameNumber > Description.NumberOfFrames)
        {
            throw new ArgumentOutOfRangeException(
                nameof(frameNumber), string.Create(CultureInfo.InvariantCulture, $"There is no frame {frameNumber}: the pixel data have {Description.NumberOfFrames}."));
        }

        return _frames.Read(frameNumber - 1, new FrameBuffer());
    }

    /// <summary>Decodes a frame.</summary>
    /// <param name="frameNumber">1 to <see cref="PixelDescription.NumberOfFrames"/>.</param>
    /// <param name="codecs">Who decodes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no frame of this number.</exception>
    /// <exception cref="PixelDataException">The frame is damaged, or nobody decodes its transfer syntax.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public DecodedFrame Decode(int frameNumber, PixelCodecs codecs)
    {
        ArgumentNullException.ThrowIfNull(codecs);
        return codecs.Decode(ReadStored(frameNumber).Span, TransferSyntax, Description);
    }

    /// <summary>The same in memory that is used again: the frame before is lost.</summary>
    internal DecodedFrame Decode(int frameNumber, PixelCodecs codecs, FrameBuffers buffers) =>
        codecs.Decode(_frames.Read(frameNumber - 1, buffers.Stored).Span, TransferSyntax, Description, buffers.Samples);

    /// <summary>Closes the file, where there is one.</summary>
    public void Dispose() => _file?.Dispose();
}
