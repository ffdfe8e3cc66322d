using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Ingest;

/// <summary>One multi-frame object of hundreds of megabytes, sent as it is made.</summary>
internal static class LargeObject
{
    private const int FrameBytes = 512 * 512 * 2;

    /// <summary>Stores one.</summary>
    /// <returns>MB/s, from the first byte to the response.</returns>
    public static double Store(int port, string aeTitle, int megabytes, CancellationToken cancellationToken, Uid? study = null)
    {
        var frames = (int)((long)megabytes * 1_000_000 / FrameBytes);
        var instance = Uid.New();
        using var scu = StoreScu.Associate(port, aeTitle, Uids.MultiFrameGrayscaleWordSecondaryCaptureImageStorage.Value);
        var pdu = new ArrayBufferWriter<byte>();
        StoreMessage.Write(pdu, StoreMessage.Command(Uids.MultiFrameGrayscaleWordSecondaryCaptureImageStorage.Value, instance.Value), isCommand: true, scu.MaximumPduLength);
        StoreMessage.Write(pdu, Head(instance, study ?? Uid.New(), frames), isCommand: false, scu.MaximumPduLength, isLast: false);
        var pixels = new byte[scu.MaximumPduLength - 6];
        new Random(1).NextBytes(pixels);
        var begun = Stopwatch.GetTimestamp();
        scu.Send(pdu.WrittenSpan);
        for (var left = (long)frames * FrameBytes; left > 0; left -= pixels.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            pdu.ResetWrittenCount();
            StoreMessage.Write(pdu, pixels.AsSpan(0, (int)Math.Min(left, pixels.Length)), isCommand: false, scu.MaximumPduLength, isLast: left <= pixels.Length);
            scu.Send(pdu.WrittenSpan);
        }

        var status = scu.ReceiveStatus();
        var elapsed = Stopwatch.GetElapsedTime(begun);
        scu.Leave();
        return status == 0 ? (double)frames * FrameBytes / 1e6 / elapsed.TotalSeconds : throw new BenchmarkException($"{aeTitle} answered {status:X4}H.");
    }

    private static byte[] Head(Uid instance, Uid study, int frames)
    {
        var dataSet = new DicomDataSetBuilder()
            .Add(Tags.SOPClassUID, Uids.MultiFrameGrayscaleWordSecondaryCaptureImageStorage)
            .Add(Tags.SOPInstanceUID, instance)
            .Add(Tags.StudyDate, "20260102")
            .Add(Tags.Modality, "OT")
            .Add(Tags.PatientName, "ANON^ONE")
            .Add(Tags.PatientID, "ANON1")
            .Add(Tags.StudyInstanceUID, study)
            .Add(Tags.SeriesInstanceUID, Uid.New())
            .Add(Tags.InstanceNumber, "1")
            .Add(Tags.SamplesPerPixel, 1)
            .Add(Tags.PhotometricInterpretation, "MONOCHROME2")
            .Add(Tags.NumberOfFrames, frames.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Add(Tags.Rows, 512)
            .Add(Tags.Columns, 512)
            .Add(Tags.BitsAllocated, 16)
            .Add(Tags.BitsStored, 16)
            .Add(Tags.HighBit, 15)
            .Add(Tags.PixelRepresentation, 0)
            .Build();
        byte[] pixelData = [0xE0, 0x7F, 0x10, 0, (byte)'O', (byte)'W', 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(pixelData.AsSpan(8), (uint)((long)frames * FrameBytes));
        return [.. DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian), .. pixelData];
    }
}
