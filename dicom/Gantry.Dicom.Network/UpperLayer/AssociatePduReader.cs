using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Gantry.Dicom.Network;

/// <summary>Reads the bodies of A-ASSOCIATE-RQ, -AC, -RJ and A-ABORT (PS3.8 §9.3.2 to §9.3.4, §9.3.8).</summary>
/// <remarks>Stateless, and safe for concurrent use. Unknown items are skipped (PS3.8 §9.3.1).</remarks>
public static class AssociatePduReader
{
    /// <summary>Reads the body of an A-ASSOCIATE-RQ.</summary>
    /// <exception cref="UpperLayerException">A field overruns its item, a context ID is even or occurs twice, or there is no context.</exception>
    public static AssociateRq ReadRq(ReadOnlySequence<byte> body)
    {
        var reader = new ItemReader(body.IsSingleSegment ? body.FirstSpan : body.ToArray());
        var version = reader.ReadUInt16();
        reader.Skip(2);
        var titles = reader.Take(AssociateRq.TitlesLength).ToArray();
        var rq = new AssociateRq
        {
            ProtocolVersion = version,
            CalledAETitle = ReadTitle(titles.AsSpan(0, 16)),
            CallingAETitle = ReadTitle(titles.AsSpan(16, 16)),
            Titles = titles,
            ApplicationContext = default,
        };
        var contexts = ImmutableArray.CreateBuilder<PresentationContextProposal>();
        var seen = new ContextIds();
        while (!reader.IsEmpty)
        {
            switch (reader.ReadItem(out var item))
            {
                case ItemType.ApplicationContext:
                    rq = rq with { ApplicationContext = item.ReadUid() };
                    break;
                case ItemType.PresentationContextRq:
                    contexts.Add(ReadProposal(item, ref seen));
                    break;
                case ItemType.UserInformation:
                    rq = rq with { UserInformation = UserInformationReader.Read(item) };
                    break;
            }
        }

        return contexts.Count > 0
            ? rq with { PresentationContexts = contexts.ToImmutable() }
            : throw new UpperLayerException(AbortReason.InvalidPduParameterValue, "A-ASSOCIATE-RQ proposes no presentation context.");
    }

    /// <summary>Reads the body of an A-ASSOCIATE-AC.</summary>
    /// <exception cref="UpperLayerException">A field overruns its item, or a context ID is even or occurs twice.</exception>
    public static AssociateAc ReadAc(ReadOnlySequence<byte> body)
    {
        var reader = new ItemReader(body.IsSingleSegment ? body.FirstSpan : body.ToArray());
        var version = reader.ReadUInt16();
        reader.Skip(2);
        var ac = new AssociateAc { ProtocolVersion = version, Titles = reader.Take(AssociateRq.TitlesLength).ToArray(), ApplicationContext = default };
        var contexts = ImmutableArray.CreateBuilder<PresentationContextAnswer>();
        var seen = new ContextIds();
        while (!reader.IsEmpty)
        {
            switch (reader.ReadItem(out var item))
            {
                case ItemType.ApplicationContext:
                    ac = ac with { ApplicationContext = item.ReadUid() };
                    break;
                case ItemType.PresentationContextAc:
                    contexts.Add(ReadAnswer(item, ref seen));
                    break;
                case ItemType.UserInformation:
                    ac = ac with { UserInformation = UserInformationReader.Read(item) };
                    break;
            }
        }

        return ac with { PresentationContexts = contexts.ToImmutable() };
    }

    /// <summary>Reads the body of an A-ASSOCIATE-RJ: reserved (1 byte), result (1), source (1), reason (1).</summary>
    public static AssociateRj ReadRj(ReadOnlySequence<byte> body)
    {
        var reader = new ItemReader(body.ToArray());
        reader.Skip(1);
        return new AssociateRj((RejectResult)reader.ReadByte(), (RejectSource)reader.ReadByte(), reader.ReadByte());
    }

    /// <summary>Reads the body of an A-ABORT: reserved (2 bytes), source (1), reason (1).</summary>
    public static (AbortSource Source, AbortReason Reason) ReadAbort(ReadOnlySequence<byte> body)
    {
        var reader = new ItemReader(body.ToArray());
        reader.Skip(2);
        return ((AbortSource)reader.ReadByte(), (AbortReason)reader.ReadByte());
    }

    private static PresentationContextProposal ReadProposal(ItemReader item, ref ContextIds seen)
    {
        var id = item.ReadByte();
        seen.Add(id);
        item.Skip(3);
        Uid abstractSyntax = default;
        var transferSyntaxes = ImmutableArray.CreateBuilder<TransferSyntax>();
        while (!item.IsEmpty)
        {
            switch (item.ReadItem(out var subItem))
            {
                case ItemType.AbstractSyntax:
                    abstractSyntax = subItem.ReadUid();
                    break;
                case ItemType.TransferSyntax when subItem.ReadUid() is { IsEmpty: false } uid:
                    transferSyntaxes.Add(new TransferSyntax(uid));
                    break;
            }
        }

        return new PresentationContextProposal(id, abstractSyntax, transferSyntaxes.ToImmutable());
    }

    private static PresentationContextAnswer ReadAnswer(ItemReader item, ref ContextIds seen)
    {
        var id = item.ReadByte();
        seen.Add(id);
        item.Skip(1);
        var result = (PresentationContextResult)item.ReadByte();
        item.Skip(1);
        TransferSyntax transferSyntax = default;
        while (!item.IsEmpty)
        {
            if (item.ReadItem(out var subItem) == ItemType.TransferSyntax)
            {
                transferSyntax = new TransferSyntax(subItem.ReadUid());
            }
        }

        return new PresentationContextAnswer(id, result, transferSyntax);
    }

    private static AETitle ReadTitle(ReadOnlySpan<byte> bytes) => AETitle.TryParse(Encoding.Latin1.GetString(bytes), out var title) ? title : default;
}
