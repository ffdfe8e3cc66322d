using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Gantry.Dicom.Network;

/// <summary>Writes PDUs (PS3.8 §9.3).</summary>
/// <remarks>Stateless; one caller at a time for each destination.</remarks>
public static class PduWriter
{
    /// <summary>Writes an A-ASSOCIATE-RQ.</summary>
    /// <exception cref="OverflowException">An item is longer than 65,535 bytes.</exception>
    public static void Write(IBufferWriter<byte> destination, AssociateRq rq)
    {
        ArgumentNullException.ThrowIfNull(rq);
        var writer = new ItemWriter();
        writer.WriteUInt16(rq.ProtocolVersion);
        writer.WriteUInt16(0);
        writer.Write(TitlesOf(rq));
        writer.WriteItem(ItemType.ApplicationContext, rq.ApplicationContext);
        foreach (var context in rq.PresentationContexts)
        {
            var item = writer.Begin(ItemType.PresentationContextRq);
            writer.Write([context.Id, 0, 0, 0]);
            writer.WriteItem(ItemType.AbstractSyntax, context.AbstractSyntax);
            foreach (var transferSyntax in context.TransferSyntaxes)
            {
                writer.WriteItem(ItemType.TransferSyntax, transferSyntax.Uid);
            }

            writer.End(item);
        }

        UserInformationWriter.Write(writer, rq.UserInformation);
        Write(destination, PduType.AssociateRq, writer.Written);
    }

    /// <summary>Writes an A-ASSOCIATE-AC.</summary>
    /// <exception cref="OverflowException">An item is longer than 65,535 bytes.</exception>
    public static void Write(IBufferWriter<byte> destination, AssociateAc ac)
    {
        ArgumentNullException.ThrowIfNull(ac);
        var writer = new ItemWriter();
        writer.WriteUInt16(ac.ProtocolVersion);
        writer.WriteUInt16(0);
        writer.Write(ac.Titles.Length == AssociateRq.TitlesLength ? ac.Titles.Span : new byte[AssociateRq.TitlesLength]);
        writer.WriteItem(ItemType.ApplicationContext, ac.ApplicationContext);
        foreach (var context in ac.PresentationContexts)
        {
            var item = writer.Begin(ItemType.PresentationContextAc);
            writer.Write([context.Id, 0, (byte)context.Result, 0]);
            writer.WriteItem(ItemType.TransferSyntax, context.TransferSyntax.Uid);
            writer.End(item);
        }

        UserInformationWriter.Write(writer, ac.UserInformation);
        Write(destination, PduType.AssociateAc, writer.Written);
    }

    /// <summary>Writes an A-ASSOCIATE-RJ.</summary>
    public static void Write(IBufferWriter<byte> destination, AssociateRj rj) =>
        Write(destination, PduType.AssociateRj, [0, (byte)rj.Result, (byte)rj.Source, rj.Reason]);

    /// <summary>Writes an A-ABORT; the reason of a service-user is sent as 0.</summary>
    public static void WriteAbort(IBufferWriter<byte> destination, AbortSource source, AbortReason reason) =>
        Write(destination, PduType.Abort, [0, 0, (byte)source, source == AbortSource.ServiceProvider ? (byte)reason : (byte)0]);

    /// <summary>Writes an A-RELEASE-RQ.</summary>
    public static void WriteReleaseRq(IBufferWriter<byte> destination) => Write(destination, PduType.ReleaseRq, [0, 0, 0, 0]);

    /// <summary>Writes an A-RELEASE-RP.</summary>
    public static void WriteReleaseRp(IBufferWriter<byte> destination) => Write(destination, PduType.ReleaseRp, [0, 0, 0, 0]);

    /// <summary>Writes a P-DATA-TF of one PDV.</summary>
    public static void WritePData(IBufferWriter<byte> destination, byte contextId, bool isCommand, bool isLast, ReadOnlySpan<byte> fragment)
    {
        WritePDataHeader(destination, contextId, isCommand, isLast, fragment.Length);
        destination.Write(fragment);
    }

    /// <summary>Writes a P-DATA-TF of one PDV.</summary>
    public static void WritePData(IBufferWriter<byte> destination, byte contextId, bool isCommand, bool isLast, in ReadOnlySequence<byte> fragment)
    {
        WritePDataHeader(destination, contextId, isCommand, isLast, checked((int)fragment.Length));
        foreach (var segment in fragment)
        {
            destination.Write(segment.Span);
        }
    }

    private static void WritePDataHeader(IBufferWriter<byte> destination, byte contextId, bool isCommand, bool isLast, int fragmentLength)
    {
        const int length = PduReader.HeaderLength + Pdv.HeaderLength;
        ArgumentNullException.ThrowIfNull(destination);
        var header = destination.GetSpan(length);
        header[0] = (byte)PduType.PDataTf;
        header[1] = 0;
        BinaryPrimitives.WriteInt32BigEndian(header[2..], fragmentLength + Pdv.HeaderLength);
        BinaryPrimitives.WriteInt32BigEndian(header[6..], fragmentLength + 2);
        header[10] = contextId;
        header[11] = (byte)((isCommand ? 1 : 0) | (isLast ? 2 : 0));
        destination.Advance(length);
    }

    private static void Write(IBufferWriter<byte> destination, PduType type, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var header = destination.GetSpan(PduReader.HeaderLength);
        header[0] = (byte)type;
        header[1] = 0;
        BinaryPrimitives.WriteInt32BigEndian(header[2..], body.Length);
        destination.Advance(PduReader.HeaderLength);
        destination.Write(body);
    }

    private static ReadOnlySpan<byte> TitlesOf(AssociateRq rq)
    {
        if (rq.Titles.Length == AssociateRq.TitlesLength)
        {
            return rq.Titles.Span;
        }

        var titles = new byte[AssociateRq.TitlesLength];
        titles.AsSpan(0, 32).Fill((byte)' ');
        Encoding.ASCII.GetBytes(rq.CalledAETitle.Value, titles.AsSpan(0, 16));
        Encoding.ASCII.GetBytes(rq.CallingAETitle.Value, titles.AsSpan(16, 16));
        return titles;
    }
}
