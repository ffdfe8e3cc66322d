using System.Buffers;
using System.Collections.Immutable;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Fuzz.Harnesses;

/// <summary>PDUs, one after another: framed, read, and those that can be written are read again.</summary>
internal static class PduHarness
{
    private const uint MaximumLength = 131_072;

    public static void Run(byte[] bytes)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        try
        {
            while (PduReader.TryRead(ref buffer, MaximumLength, out var pdu))
            {
                Read(pdu);
            }
        }
        catch (UpperLayerException)
        {
            // The association would be aborted.
            return;
        }
    }

    public static IEnumerable<byte[]> Seeds()
    {
        var output = new ArrayBufferWriter<byte>();
        PduWriter.Write(output, Request);
        yield return output.WrittenSpan.ToArray();

        output.ResetWrittenCount();
        PduWriter.Write(output, new AssociateAc
        {
            Titles = new byte[AssociateRq.TitlesLength],
            PresentationContexts = [new PresentationContextAnswer(1, PresentationContextResult.Acceptance, TransferSyntax.ExplicitVRLittleEndian)],
            UserInformation = Request.UserInformation,
        });
        yield return output.WrittenSpan.ToArray();

        output.ResetWrittenCount();
        PduWriter.WritePData(output, 1, isCommand: true, isLast: true, new byte[] { 0, 0, 0, 1, 2, 0, 0, 0, 1, 0 });
        PduWriter.WritePData(output, 1, isCommand: false, isLast: true, new byte[] { 8, 0, 5, 0 });
        PduWriter.WriteReleaseRq(output);
        PduWriter.WriteReleaseRp(output);
        PduWriter.WriteAbort(output, AbortSource.ServiceProvider, AbortReason.UnexpectedPdu);
        yield return output.WrittenSpan.ToArray();
    }

    private static AssociateRq Request { get; } = new()
    {
        CalledAETitle = new AETitle("GANTRY"),
        CallingAETitle = new AETitle("SCU"),
        PresentationContexts = [new PresentationContextProposal(1, Uids.Verification, [TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian])],
        UserInformation = new UserInformation
        {
            MaximumLength = 16_384,
            ImplementationClassUid = new Uid("2.25.1"),
            ImplementationVersionName = "NAME",
            AsynchronousOperationsWindow = new(2, 0),
            RoleSelections = [new RoleSelection(Uids.CTImageStorage, true, false)],
            ExtendedNegotiations = [new SopClassExtendedNegotiation(Uids.CTImageStorage, new byte[] { 1, 0 })],
            CommonExtendedNegotiations = [new SopClassCommonExtendedNegotiation(Uids.CTImageStorage, Uids.Verification, ImmutableArray.Create(Uids.MRImageStorage))],
            UserIdentity = new(UserIdentityType.UserName, true, new byte[] { 65 }, new byte[] { 66 }),
        },
    };

    private static void Read(Pdu pdu)
    {
        switch (pdu.Type)
        {
            case PduType.AssociateRq:
                var rq = AssociatePduReader.ReadRq(pdu.Body);
                CheckWritten(output => PduWriter.Write(output, rq), body => AssociatePduReader.ReadRq(body));
                break;
            case PduType.AssociateAc:
                var ac = AssociatePduReader.ReadAc(pdu.Body);
                CheckWritten(output => PduWriter.Write(output, ac), body => AssociatePduReader.ReadAc(body));
                break;
            case PduType.AssociateRj:
                AssociatePduReader.ReadRj(pdu.Body);
                break;
            case PduType.Abort:
                AssociatePduReader.ReadAbort(pdu.Body);
                break;
            case PduType.PDataTf:
                for (var body = pdu.Body; Pdv.TryRead(ref body, out var pdv);)
                {
                    Promise.Holds(pdv.Fragment.Length <= pdu.Body.Length, "A fragment is a part of its PDU.");
                }

                break;
        }
    }

    private static void CheckWritten(Action<ArrayBufferWriter<byte>> write, Action<ReadOnlySequence<byte>> read)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        var buffer = new ReadOnlySequence<byte>(output.WrittenMemory);
        Promise.Holds(PduReader.TryRead(ref buffer, MaximumLength, out var pdu) && buffer.IsEmpty, "What was read is written as one PDU.");
        read(pdu.Body);
    }
}
