using System.Buffers;
using Gantry.Dicom.Network.Tests.Support;
using static Gantry.Dicom.Network.Tests.Support.PduBytes;

namespace Gantry.Dicom.Network.Tests.UpperLayer;

public sealed class AssociatePduTests
{
    private static readonly byte[] FullRq = AssociateBody(
        "GANTRY",
        "MODALITY 1",
        ApplicationContext(),
        Proposal(1, "1.2.840.10008.1.1", "1.2.840.10008.1.2", "1.2.840.10008.1.2.1"),
        Proposal(255, "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.2.4.70"),
        UserInformation(
            MaximumLength(16_384),
            Text(0x52, "2.25.7"),
            Item(0x53, 0, 5, 0, 3),
            Item(0x54, [0, 3, .. "1.2"u8, 0, 1]),
            Text(0x55, "PEER_1"),
            Item(0x56, [0, 3, .. "1.2"u8, 1, 0, 1]),
            Item(0x57, [0, 3, .. "1.2"u8, 0, 3, .. "1.4"u8, 0, 10, 0, 3, .. "1.5"u8, 0, 3, .. "1.6"u8]),
            Item(0x58, [2, 1, 0, 4, .. "user"u8, 0, 2, .. "pw"u8])));

    [Theory, InlineData(1), InlineData(13), InlineData(4096)]
    public void ReadRq_reads_every_item(int segmentLength)
    {
        var rq = AssociatePduReader.ReadRq(FullRq.InSegmentsOf(segmentLength));
        Assert.Equal("GANTRY", rq.CalledAETitle.Value);
        Assert.Equal("MODALITY 1", rq.CallingAETitle.Value);
        Assert.Equal(AssociateRq.ApplicationContextName, rq.ApplicationContext);
        Assert.Equal([1, 255], rq.PresentationContexts.Select(c => (int)c.Id));
        Assert.Equal([TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian], rq.PresentationContexts[0].TransferSyntaxes);
        var user = rq.UserInformation;
        Assert.Equal(16_384u, user.MaximumLength);
        Assert.Equal("2.25.7", user.ImplementationClassUid.Value);
        Assert.Equal("PEER_1", user.ImplementationVersionName);
        Assert.Equal(new AsynchronousOperationsWindow(5, 3), user.AsynchronousOperationsWindow);
        Assert.Equal([new RoleSelection(new Uid("1.2"), false, true)], user.RoleSelections);
        Assert.Equal([1, 0, 1], user.ExtendedNegotiations[0].ServiceClassApplicationInformation.ToArray());
        Assert.Equal([new Uid("1.5"), new Uid("1.6")], user.CommonExtendedNegotiations[0].RelatedGeneralSopClassUids);
        Assert.Equal(UserIdentityType.UserNameAndPasscode, user.UserIdentity!.Type);
        Assert.True(user.UserIdentity.PositiveResponseRequested);
        Assert.Equal("pw"u8.ToArray(), user.UserIdentity.SecondaryField.ToArray());
        Assert.DoesNotContain("pw", user.UserIdentity.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_read_is_written_as_it_came()
    {
        var destination = new ArrayBufferWriter<byte>();
        PduWriter.Write(destination, AssociatePduReader.ReadRq(new ReadOnlySequence<byte>(FullRq)));
        Assert.Equal(Start().Pdu(0x01, FullRq).ToArray(), destination.WrittenSpan.ToArray());
    }

    [Fact]
    public void An_accept_is_written_as_the_standard_draws_it()
    {
        var destination = new ArrayBufferWriter<byte>();
        var ac = new AssociateAc
        {
            Titles = AssociateBody().AsMemory(4, 64),
            PresentationContexts =
            [
                new(1, PresentationContextResult.Acceptance, TransferSyntax.ImplicitVRLittleEndian),
                new(3, PresentationContextResult.AbstractSyntaxNotSupported, TransferSyntax.ImplicitVRLittleEndian),
            ],
            UserInformation = new() { MaximumLength = 131_072, ImplementationClassUid = new Uid("2.25.9"), UserIdentityResponse = Array.Empty<byte>() },
        };
        PduWriter.Write(destination, ac);
        var expected = Start().AssociateAc(
            ApplicationContext(),
            Item(0x21, [1, 0, 0, 0, .. Text(0x40, "1.2.840.10008.1.2")]),
            Item(0x21, [3, 0, 3, 0, .. Text(0x40, "1.2.840.10008.1.2")]),
            UserInformation(MaximumLength(131_072), Text(0x52, "2.25.9"), Item(0x59, 0, 0))).ToArray();
        Assert.Equal(expected, destination.WrittenSpan.ToArray());

        var read = AssociatePduReader.ReadAc(new ReadOnlySequence<byte>(expected).Slice(6));
        Assert.Equal(ac.PresentationContexts, read.PresentationContexts);
        Assert.True(read.UserInformation.UserIdentityResponse.HasValue);
    }

    [Fact]
    public void Fixed_pdus_have_the_bytes_of_the_standard()
    {
        var destination = new ArrayBufferWriter<byte>();
        PduWriter.Write(destination, AssociateRj.CalledAETitleNotRecognized);
        PduWriter.WriteReleaseRq(destination);
        PduWriter.WriteReleaseRp(destination);
        PduWriter.WriteAbort(destination, AbortSource.ServiceUser, AbortReason.InvalidPduParameterValue);
        PduWriter.WriteAbort(destination, AbortSource.ServiceProvider, AbortReason.UnexpectedPdu);
        PduWriter.WritePData(destination, 3, isCommand: true, isLast: true, [0xAA, 0xBB]);
        Assert.Equal(
            "0300000000040001010705000000000400000000060000000004000000000700000000040000000007000000000400000202" + "0400000000080000000403" + "03AABB",
            Convert.ToHexString(destination.WrittenSpan));
    }

    [Fact]
    public void Padding_of_uids_and_unknown_items_are_tolerated()
    {
        var body = AssociateBody(
            Item(0x7F, 1, 2, 3),
            Text(0x10, "1.2.840.10008.3.1.1.1\0"),
            Item(0x20, [5, 0, 0, 0, .. Item(0x99, 1), .. Text(0x30, "1.2.840.10008.1.1 "), .. Text(0x40, "1.2.840.10008.1.2\0"), .. Text(0x40, "not a uid")]),
            UserInformation(Item(0x5F, 9, 9), MaximumLength(0)));
        var rq = AssociatePduReader.ReadRq(new ReadOnlySequence<byte>(body));
        Assert.Equal(AssociateRq.ApplicationContextName, rq.ApplicationContext);
        Assert.Equal(new Uid("1.2.840.10008.1.1"), rq.PresentationContexts[0].AbstractSyntax);
        Assert.Equal([TransferSyntax.ImplicitVRLittleEndian], rq.PresentationContexts[0].TransferSyntaxes);
        Assert.Equal(0u, rq.UserInformation.MaximumLength);
    }

    public static TheoryData<string, byte[]> Invalid() => new()
    {
        { "no context", AssociateBody(ApplicationContext()) },
        { "even context ID", AssociateBody(Proposal(2, "1.2", "1.2")) },
        { "context ID 0", AssociateBody(Proposal(0, "1.2", "1.2")) },
        { "duplicate context ID", AssociateBody(Proposal(1, "1.2", "1.2"), Proposal(1, "1.3", "1.2")) },
        { "item overruns", AssociateBody([0x20, 0, 0xFF, 0xFF, 1, 0, 0, 0]) },
        { "half an item header", AssociateBody(Proposal(1, "1.2", "1.2"), [0x50, 0]) },
        { "sub-item overruns", AssociateBody(Proposal(1, "1.2", "1.2"), Item(0x50, 0x51, 0, 0, 9, 1)) },
        { "short maximum length", AssociateBody(Proposal(1, "1.2", "1.2"), UserInformation(Item(0x51, 1, 2))) },
        { "role UID overruns", AssociateBody(Proposal(1, "1.2", "1.2"), UserInformation(Item(0x54, 0, 9, 1))) },
        { "user identity overruns", AssociateBody(Proposal(1, "1.2", "1.2"), UserInformation(Item(0x58, 1, 0, 0xFF, 0xFF))) },
    };

    [Theory, MemberData(nameof(Invalid))]
    public void ReadRq_refuses(string what, byte[] body)
    {
        var exception = Assert.Throws<UpperLayerException>(() => AssociatePduReader.ReadRq(new ReadOnlySequence<byte>(body)));
        Assert.True(exception.Reason == AbortReason.InvalidPduParameterValue, what);
    }

    [Fact]
    public void ReadRq_takes_128_contexts_and_not_one_more()
    {
        var contexts = Enumerable.Range(0, 1000).Select(i => Proposal((byte)(1 + (2 * i)), "1.2.840.10008.1.1", "1.2.840.10008.1.2")).ToArray();
        Assert.Equal(128, AssociatePduReader.ReadRq(new ReadOnlySequence<byte>(AssociateBody(contexts[..128]))).PresentationContexts.Length);
        Assert.Throws<UpperLayerException>(() => AssociatePduReader.ReadRq(new ReadOnlySequence<byte>(AssociateBody(contexts))));
    }
}
