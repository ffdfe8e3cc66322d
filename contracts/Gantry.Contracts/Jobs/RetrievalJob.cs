using System.Buffers.Binary;
using System.Collections.Immutable;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>A C-MOVE (PS3.4 §C.4.2), and what became of its instances so far: what the attributes of a job in the <see cref="IRetrieveQueue"/> say.</summary>
public sealed record RetrievalJob
{
    private const string Creator = "GANTRY RETRIEVAL";
    private const ushort Group = 0x0009;
    private const byte RequestorElement = 0x01;
    private const byte CalledElement = 0x02;
    private const byte MessageIdElement = 0x03;
    private const byte CorrelationElement = 0x04;
    private const byte UserElement = 0x05;
    private const byte UserTypeElement = 0x06;
    private const byte StatusesElement = 0x07;
    private const byte TransferSyntaxElement = 0x08;

    private static readonly Tag[] IdentifierTags =
        [Tags.SpecificCharacterSet, Tags.QueryRetrieveLevel, Tags.PatientID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID];

    /// <summary>Who asked: the Move Originator Application Entity Title (0000,1030) of its sub-operations.</summary>
    public required AETitle Requestor { get; init; }

    /// <summary>The AE title that was called with the request, from which the destination is called; empty for the host's first.</summary>
    public AETitle CalledAETitle { get; init; }

    /// <summary>The Message ID (0000,0110) of the request: the Move Originator Message ID (0000,1031) of its sub-operations.</summary>
    public ushort MessageId { get; init; }

    /// <summary>The user who asked; null for nobody.</summary>
    public VerifiedUser? User { get; init; }

    /// <summary>What the log calls the operation that asked; empty unless set. It may come again after a restart.</summary>
    public string CorrelationId { get; init; } = "";

    /// <summary>
    /// What images are sent in, where the destination takes it and they can be encoded in it without loss; null, as it is unless set, and otherwise: as they are stored where
    /// the destination takes that.
    /// </summary>
    public TransferSyntax? TransferSyntax { get; init; }

    /// <summary>The Query/Retrieve Level (0008,0052) and the unique keys of the request; nothing else of it is kept.</summary>
    public required DicomDataSet Identifier { get; init; }

    /// <summary>The instances chosen, in the order in which they are sent: Referenced SOP Sequence (0008,1199).</summary>
    public required ImmutableArray<RetrievalInstance> Instances { get; init; }

    /// <summary>How far it is.</summary>
    public SubOperations Counters
    {
        get
        {
            var (remaining, completed, failed, warning) = (0, 0, 0, 0);
            foreach (var instance in Instances)
            {
                _ = instance.Status?.Class switch
                {
                    null => remaining++,
                    DimseStatusClass.Success => completed++,
                    DimseStatusClass.Warning => warning++,
                    _ => failed++,
                };
            }

            return new SubOperations(remaining, completed, failed, warning);
        }
    }

    /// <summary>Reads the attributes of a job.</summary>
    /// <exception cref="FormatException">They are not those of a retrieval.</exception>
    public static RetrievalJob Read(DicomDataSet attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        SopReference[] references = [.. SopReference.Read(attributes, Tags.ReferencedSOPSequence).Select(item => item.Reference)];
        var statuses = Find(attributes, StatusesElement) is { } tag ? attributes.GetBytes(tag) : default;
        if (!AETitle.TryParse(Text(attributes, RequestorElement), out var requestor) || statuses.Length < 2 * references.Length)
        {
            throw new FormatException("The attributes do not say who asked, or what became of the instances.");
        }

        return new RetrievalJob
        {
            Requestor = requestor,
            CalledAETitle = AETitle.TryParse(Text(attributes, CalledElement), out var called) ? called : default,
            MessageId = Find(attributes, MessageIdElement) is { } id ? (ushort)(attributes.GetInt32(id) ?? 0) : (ushort)0,
            User = ReadUser(attributes),
            CorrelationId = Text(attributes, CorrelationElement),
            TransferSyntax = Uid.TryParse(Text(attributes, TransferSyntaxElement), out var syntax) ? new TransferSyntax(syntax) : null,
            Identifier = Chosen(attributes).Build(),
            Instances = [.. references.Select((reference, index) => new RetrievalInstance(reference, Status(BinaryPrimitives.ReadUInt16LittleEndian(statuses.Span[(2 * index)..]))))],
        };
    }

    /// <summary>The attributes of the job.</summary>
    public DicomDataSet ToAttributes()
    {
        var attributes = Chosen(Identifier);
        attributes.Set(attributes.ReservePrivate(Creator, Group, RequestorElement), Requestor.Value, Vr.AE);
        attributes.Set(attributes.ReservePrivate(Creator, Group, CalledElement), CalledAETitle.IsEmpty ? "" : CalledAETitle.Value, Vr.AE);
        attributes.Set(attributes.ReservePrivate(Creator, Group, MessageIdElement), MessageId, Vr.US);
        attributes.Set(attributes.ReservePrivate(Creator, Group, CorrelationElement), CorrelationId, Vr.UT);
        if (User is { } user)
        {
            attributes.Set(attributes.ReservePrivate(Creator, Group, UserElement), user.Name, Vr.UT);
            attributes.Set(attributes.ReservePrivate(Creator, Group, UserTypeElement), (int)user.Type, Vr.US);
        }

        if (TransferSyntax is { } syntax)
        {
            attributes.Set(attributes.ReservePrivate(Creator, Group, TransferSyntaxElement), syntax.Uid.Value, Vr.UI);
        }

        attributes.Set(attributes.ReservePrivate(Creator, Group, StatusesElement), Statuses(), Vr.OB);
        return (Instances.IsEmpty ? attributes : attributes.Set(Tags.ReferencedSOPSequence, Instances.Select(instance => instance.Reference.ToItem().Build()))).Build();
    }

    /// <summary>The same, with what failed to be sent once more.</summary>
    public RetrievalJob Repeated() => this with
    {
        Instances = [.. Instances.Select(instance => instance.Status?.Class is null or DimseStatusClass.Success or DimseStatusClass.Warning ? instance : instance with { Status = null })],
    };

    private static VerifiedUser? ReadUser(DicomDataSet attributes) =>
        Text(attributes, UserElement) is { Length: > 0 } name && Find(attributes, UserTypeElement) is { } type ? new VerifiedUser(name, (UserIdentityType)(attributes.GetInt32(type) ?? 0)) : null;

    private static Tag? Find(DicomDataSet attributes, byte element) => attributes.FindPrivate(Creator, Group, element);

    private static string Text(DicomDataSet attributes, byte element) => Find(attributes, element) is { } tag ? attributes.GetString(tag) ?? "" : "";

    // Pending is no outcome of a sub-operation: it stands for those that remain.
    private static DimseStatus? Status(ushort code) => new DimseStatus(code) is var status && status == DimseStatus.Pending ? null : status;

    private static DicomDataSetBuilder Chosen(DicomDataSet from)
    {
        var chosen = new DicomDataSetBuilder();
        foreach (var element in from.Where(element => IdentifierTags.Contains(element.Tag)))
        {
            chosen.Set(element);
        }

        return chosen;
    }

    private byte[] Statuses()
    {
        var statuses = new byte[2 * Instances.Length];
        foreach (var (index, instance) in Instances.Index())
        {
            BinaryPrimitives.WriteUInt16LittleEndian(statuses.AsSpan(2 * index), (instance.Status ?? DimseStatus.Pending).Code);
        }

        return statuses;
    }
}
