using System.Buffers;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.UpperLayer;

public sealed class PduReaderTests
{
    [Theory, InlineData(1), InlineData(5), InlineData(4096)]
    public void TryRead_finds_both_pdus_however_the_bytes_are_segmented(int segmentLength)
    {
        var received = PduBytes.Start().PDataTf(1, true, true, 1, 2, 3).ReleaseRq().ToArray().InSegmentsOf(segmentLength);
        Assert.True(PduReader.TryRead(ref received, 16_384, out var first));
        Assert.True(PduReader.TryRead(ref received, 16_384, out var second));
        Assert.Equal((PduType.PDataTf, 9L), (first.Type, first.Body.Length));
        Assert.Equal(PduType.ReleaseRq, second.Type);
        Assert.True(received.IsEmpty);
    }

    [Fact]
    public void TryRead_consumes_nothing_of_a_partial_pdu_at_any_split()
    {
        var bytes = PduBytes.VerificationRq();
        for (var split = 0; split < bytes.Length; split++)
        {
            var received = bytes[..split].InSegmentsOf(7);
            Assert.False(PduReader.TryRead(ref received, 16_384, out _));
            Assert.Equal(split, received.Length);
        }

        var whole = bytes.InSegmentsOf(7);
        Assert.True(PduReader.TryRead(ref whole, 16_384, out var pdu));
        Assert.Equal(bytes[6..], pdu.Body.ToArray());
    }

    [Theory]
    [InlineData(0x00, 4, AbortReason.UnrecognizedPdu)]
    [InlineData(0x08, 4, AbortReason.UnrecognizedPdu)]
    [InlineData(0x16, 4, AbortReason.UnrecognizedPdu)]
    [InlineData(0xFF, 4, AbortReason.UnrecognizedPdu)]
    [InlineData(0x01, 67, AbortReason.InvalidPduParameterValue)]
    [InlineData(0x01, 1_048_577, AbortReason.InvalidPduParameterValue)]
    [InlineData(0x02, 0xFFFF_FFFF, AbortReason.InvalidPduParameterValue)]
    [InlineData(0x03, 5, AbortReason.InvalidPduParameterValue)]
    [InlineData(0x04, 0, AbortReason.InvalidPduParameterValue)]
    [InlineData(0x04, 5, AbortReason.InvalidPduParameterValue)]
    [InlineData(0x04, 16_385, AbortReason.InvalidPduParameterValue)]
    [InlineData(0x04, 0x7FFF_FFFF, AbortReason.InvalidPduParameterValue)]
    [InlineData(0x04, 0xFFFF_FFFF, AbortReason.InvalidPduParameterValue)]
    [InlineData(0x05, 0, AbortReason.InvalidPduParameterValue)]
    [InlineData(0x06, 3, AbortReason.InvalidPduParameterValue)]
    [InlineData(0x07, 0xFFFF_FFFF, AbortReason.InvalidPduParameterValue)]
    public void TryRead_refuses_a_header_before_it_waits_for_the_body(byte type, uint length, AbortReason reason)
    {
        var received = new ReadOnlySequence<byte>([type, 0, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length]);
        Assert.Equal(reason, Assert.Throws<UpperLayerException>(() => PduReader.TryRead(ref received, 16_384, out _)).Reason);
    }

    [Theory, InlineData(0x04, 16_384), InlineData(0x01, 1_048_576), InlineData(0x01, 68)]
    public void TryRead_waits_for_the_body_of_the_longest_and_shortest_pdu(byte type, uint length)
    {
        var received = new ReadOnlySequence<byte>([type, 0, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length]);
        Assert.False(PduReader.TryRead(ref received, 16_384, out _));
    }
}
