using System.Buffers;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.UpperLayer;

public sealed class PdvTests
{
    [Theory, InlineData(1), InlineData(3), InlineData(4096)]
    public void TryRead_finds_every_pdv_however_the_bytes_are_segmented(int segmentLength)
    {
        byte[] bytes = [.. PduBytes.Pdv(1, true, true, 1, 2), .. PduBytes.Pdv(255, false, false, 3), .. PduBytes.Pdv(3, false, true)];
        var body = bytes.InSegmentsOf(segmentLength);
        List<string> found = [];
        while (Pdv.TryRead(ref body, out var pdv))
        {
            found.Add($"{pdv.ContextId} {pdv.IsCommand} {pdv.IsLast} {Convert.ToHexString(pdv.Fragment.ToArray())}");
        }

        Assert.Equal(["1 True True 0102", "255 False False 03", "3 False True "], found);
    }

    [Theory]
    [InlineData("00000000")]
    [InlineData("00000001")]
    [InlineData("0000000101")]
    [InlineData("0000")]
    [InlineData("000000030103")]
    [InlineData("FFFFFFFF0103")]
    [InlineData("7FFFFFFF0103")]
    [InlineData("000000020003")]
    [InlineData("00000002FE03")]
    public void TryRead_refuses_lengths_that_do_not_fit_and_even_context_ids(string hex)
    {
        var body = new ReadOnlySequence<byte>(Convert.FromHexString(hex));
        Assert.Equal(AbortReason.InvalidPduParameterValue, Assert.Throws<UpperLayerException>(() => Pdv.TryRead(ref body, out _)).Reason);
    }

    [Fact]
    public void Reserved_bits_of_the_control_header_are_not_tested()
    {
        var body = new ReadOnlySequence<byte>(Convert.FromHexString("0000000201FF"));
        Assert.True(Pdv.TryRead(ref body, out var pdv));
        Assert.True(pdv is { IsCommand: true, IsLast: true });
    }
}
