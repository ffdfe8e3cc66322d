using Gantry.Dicom;
using Gantry.Fuzz.Harnesses;

namespace Gantry.Fuzz;

/// <summary>Something that takes any bytes. What it throws, or takes too long for, is a fault.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Run">Runs it once.</param>
/// <param name="Seeds">Inputs to begin with.</param>
internal sealed record Harness(string Name, Action<byte[]> Run, Func<IEnumerable<byte[]>> Seeds)
{
    public static IReadOnlyList<Harness> All { get; } =
    [
        new("part10", Part10Harness.Run, Part10Harness.Seeds),
        DataSetHarness.Of("implicit", TransferSyntax.ImplicitVRLittleEndian),
        DataSetHarness.Of("explicit", TransferSyntax.ExplicitVRLittleEndian),
        DataSetHarness.Of("bigendian", TransferSyntax.ExplicitVRBigEndian),
        DataSetHarness.Of("deflate", TransferSyntax.DeflatedExplicitVRLittleEndian),
        new("pdu", PduHarness.Run, PduHarness.Seeds),
        new("dimse", DimseHarness.Run, DimseHarness.Seeds),
        new("json", JsonHarness.Run, JsonHarness.Seeds),
        new("characters", CharacterHarness.Run, CharacterHarness.Seeds),
        FrameHarness.Of("rle", new TransferSyntax(Uids.RLELossless)),
        FrameHarness.Of("deflatedframe", new TransferSyntax(Uids.DeflatedImageFrameCompression)),
        FrameHarness.Of("jpeglossless", new TransferSyntax(Uids.JPEGLossless)),
        FrameHarness.Of("jpegls", new TransferSyntax(Uids.JPEGLSNearLossless)),
        FrameHarness.OfJpeg(),
        FrameHarness.OfJpeg2000(),
        new("fragments", FragmentHarness.Run, FragmentHarness.Seeds),
        new("ptburn", PTBurnHarness.Run, PTBurnHarness.Seeds),
    ];

    public static Harness? Find(string name) => All.FirstOrDefault(harness => harness.Name == name);
}
