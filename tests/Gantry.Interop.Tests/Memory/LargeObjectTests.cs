using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>The server's memory does not depend on the size of what is sent. GANTRY_LARGE_BYTES sets another size.</summary>
[Collection(nameof(Alone))]
public sealed class LargeObjectTests
{
    private const long DefaultBytes = 2L << 30;
    private const long AllowedBytes = 64L << 20;

    [Fact]
    public async Task A_multi_frame_object_of_2_GB_is_stored_and_retrieved_in_less_than_64_MB()
    {
        ResidentMemory.OrSkip();
        var pixelBytes = Environment.GetEnvironmentVariable("GANTRY_LARGE_BYTES") is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : DefaultBytes;
        using var folder = new TemporaryFolder();
        var free = new DriveInfo(folder.Path).AvailableFreeSpace;
        Assert.SkipUnless(free > 2 * pixelBytes, $"There are only {free >> 20} MiB free in {folder.Path}.");
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"));
        var memory = new ResidentMemory(gantry.Process);

        // Warm first: code that runs for the first time takes memory, too, whatever the size.
        await Scu.StoreAsync(gantry.DicomPort, [.. Enumerable.Range(1, 50).Select(number => Samples.Make(number: number, pixelBytes: 600_000))]);
        var (study, series, instance) = (Uid.New(), Uid.New(), Uid.New());
        var head = Head(study, series, instance, pixelBytes);
        var before = memory.Now;
        memory.ForgetPeak();
        var begun = Stopwatch.GetTimestamp();
        var context = new ProposedContext(Samples.MultiframeGrayscale, [TransferSyntax.ExplicitVRLittleEndian]);
        await using (var association = await Scu.ConnectAsync(gantry.DicomPort, [context]))
        {
            await using var content = new PatternStream(head, pixelBytes);
            var request = new StoreRequest(Samples.MultiframeGrayscale, instance, TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(content));
            var response = await association.StoreAsync(request, TestContext.Current.CancellationToken);
            Assert.True(response.Status == DimseStatus.Success, $"{response.Status} {response.ErrorComment}");
        }

        var (storePeak, storeTime) = (memory.Peak, Stopwatch.GetElapsedTime(begun));
        memory.ForgetPeak();
        begun = Stopwatch.GetTimestamp();
        await AssertComesBackAsync(gantry.DicomPort, study, head, pixelBytes);
        var (getPeak, getTime) = (memory.Peak, Stopwatch.GetElapsedTime(begun));

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{pixelBytes >> 20} MiB: stored in {storeTime.TotalSeconds:0.0} s (+{(storePeak - before) >> 20} MiB), got in {getTime.TotalSeconds:0.0} s (+{(getPeak - before) >> 20} MiB), from {before >> 20} MiB.");
        Assert.InRange(storePeak - before, long.MinValue, AllowedBytes - 1);
        Assert.InRange(getPeak - before, long.MinValue, AllowedBytes - 1);
    }

    private static byte[] Head(Uid study, Uid series, Uid instance, long pixelBytes)
    {
        var attributes = DataSetWriter.ToArray(
            Samples.Attributes(Samples.MultiframeGrayscale, instance, study, series, "ANON1", 1).Add(Tags.NumberOfFrames, pixelBytes / 512).Build(),
            TransferSyntax.ExplicitVRLittleEndian);
        byte[] header = [0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'W', 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), checked((uint)pixelBytes));
        return [.. attributes, .. header];
    }

    private static async Task AssertComesBackAsync(int port, Uid study, byte[] head, long pixelBytes)
    {
        ProposedContext[] contexts = [new(Scu.StudyRootGet), new(Samples.MultiframeGrayscale, [TransferSyntax.ExplicitVRLittleEndian], ServiceRoles.Scp)];
        await using var association = await Scu.ConnectAsync(port, contexts);
        var position = 0L;
        var isSame = true;
        var result = await association.GetAsync(
            Scu.StudyRootGet,
            Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID, study).Build(),
            async (request, cancellationToken) =>
            {
                ReadResult read;
                do
                {
                    read = await request.DataSet!.ReadAsync(cancellationToken);
                    foreach (var segment in read.Buffer)
                    {
                        isSame &= IsExpected(segment.Span, position, head);
                        position += segment.Length;
                    }

                    request.DataSet.AdvanceTo(read.Buffer.End);
                }
                while (!read.IsCompleted);
                return DimseStatus.Success;
            },
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(DimseStatus.Success, result.Status);
        Assert.Equal(head.Length + pixelBytes, position);
        Assert.True(isSame, "The bytes that came back are not those that were sent.");
    }

    private static bool IsExpected(ReadOnlySpan<byte> bytes, long position, byte[] head)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var at = position + i;
            if (bytes[i] != (at < head.Length ? head[at] : PatternStream.At(at - head.Length)))
            {
                return false;
            }
        }

        return true;
    }
}
