using System.Buffers;
using System.Buffers.Binary;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>What conversion takes of the process's memory: no other test may run beside it, for its objects would count.</summary>
[CollectionDefinition(nameof(ConversionMemoryTests), DisableParallelization = true), Collection(nameof(ConversionMemoryTests))]
public sealed class ConversionMemoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-convert").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_large_file_passes_in_little_memory()
    {
        const int Frames = 96;
        var path = Path.Combine(_folder, "large.dcm");
        WriteLarge(path, Frames);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watching = new WatchingEncoder();
        var options = new PixelConversionOptions { ParallelFrames = 2, Codecs = new PixelCodecs([], [watching]) };
        PixelConverter.Convert(path, Path.Combine(_folder, "small.dcm"), new TransferSyntax(Uids.RLELossless), options, Cancellation);

        Assert.InRange(watching.Most, before, before + (20L << 20));
        using var pixels = PixelData.Open(Path.Combine(_folder, "small.dcm"));
        Assert.Equal(77, BinaryPrimitives.ReadUInt16LittleEndian(pixels.Decode(78, PixelCodecs.BuiltIn).Samples.Span));
    }

    private static void WriteLarge(string path, int frames)
    {
        var header = DicomFile.ToArray(
            PixelDataTests.Described(512, 512, 16, frames).Set(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage).Set(Tags.SOPInstanceUID, new Uid("2.25.1")).Build(),
            TransferSyntax.ExplicitVRLittleEndian);
        using var file = File.Create(path);
        file.Write(header);
        file.Write([0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'W', 0, 0]);
        file.Write(BitConverter.GetBytes((uint)(frames * 512 * 512 * 2)));
        var frame = new byte[512 * 512 * 2];
        for (var number = 0; number < frames; number++)
        {
            frame[0] = (byte)number;
            file.Write(frame);
        }
    }

    // Looks at the memory while there are frames in it.
    private sealed class WatchingEncoder : IPixelEncoder
    {
        private readonly RleCodec _encoder = new();
        private int _frames;

        public IReadOnlyCollection<TransferSyntax> TransferSyntaxes => _encoder.TransferSyntaxes;

        public long Most { get; private set; }

        public PixelDescription Describe(TransferSyntax transferSyntax, PixelDescription description) => _encoder.Describe(transferSyntax, description);

        public void Encode(ReadOnlySpan<byte> frame, TransferSyntax transferSyntax, PixelDescription description, PixelEncodingOptions options, IBufferWriter<byte> output)
        {
            _encoder.Encode(frame, transferSyntax, description, options, output);
            if (Interlocked.Increment(ref _frames) % 8 == 0)
            {
                lock (_encoder)
                {
                    Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: true));
                }
            }
        }
    }
}
