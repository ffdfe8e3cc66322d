using System.Buffers;

namespace Gantry.Dicom.Imaging.Tests.Examples;

/// <summary>The examples of dicom/README.md about pixels; Gantry.Dicom.Tests compares them with the README.</summary>
public sealed class ReadmeExamples : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"gantry-example-{Guid.NewGuid():N}.dcm");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Pixels()
    {
        var image = PixelDataTests.Described(rows: 2, columns: 3, bits: 8, frames: 1).Set(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage).Set(Tags.SOPInstanceUID, new Uid("2.25.1"))
            .Set(new DicomBytes(Tags.PixelData, Vr.OB, new byte[] { 1, 2, 3, 4, 5, 6 })).Build();
        File.WriteAllBytes(_path, DicomFile.ToArray(image, TransferSyntax.ExplicitVRLittleEndian));
        var path = _path;

        #region Pixels
        using var pixels = PixelData.Open(path);
        DecodedFrame frame = pixels.Decode(1, PixelCodecs.BuiltIn);             // frames are counted from 1

        Console.WriteLine($"{frame.Description.Columns} x {frame.Description.Rows}, {frame.Description.PhotometricInterpretation}");
        var encoded = new ArrayBufferWriter<byte>();
        PixelCodecs.BuiltIn.Encode(frame, new TransferSyntax(Uids.JPEGLosslessSV1), PixelEncodingOptions.Default, encoded);
        #endregion

        Assert.Equal([1, 2, 3, 4, 5, 6], frame.Samples.ToArray());
        Assert.Equal([0xFF, 0xD8], encoded.WrittenSpan[..2].ToArray());
    }
}
