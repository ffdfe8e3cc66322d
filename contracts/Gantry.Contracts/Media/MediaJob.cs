using System.Collections.Immutable;
using System.Globalization;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>A request for media (PS3.4 §S), and how far it is: what the attributes of a job in the <see cref="IMediaQueue"/> say.</summary>
public sealed record MediaJob
{
    /// <summary>The most copies of a request.</summary>
    public const int MaximumCopies = 999;

    private const string Creator = "GANTRY MEDIA";
    private const ushort Group = 0x0009;
    private const byte DeviceElement = 0x01;
    private const byte OrdersElement = 0x02;
    private const byte ProfileElement = 0x03;
    private const byte DeidentificationElement = 0x04;
    private const byte WarningsElement = 0x05;
    private const byte OwnerElement = 0x06;

    /// <summary>What was asked for: the attributes of the N-CREATE (PS3.4 §S.3.2.1.1), and Storage Media File-Set ID and UID as they were made.</summary>
    public required DicomDataSet Request { get; init; }

    /// <summary>Execution Status (2100,0020); idle unless set.</summary>
    public MediaExecutionStatus Status { get; init; }

    /// <summary>Execution Status Info (2100,0030), one of <see cref="MediaStatusInfo"/>; normal unless set.</summary>
    public string Info { get; init; } = MediaStatusInfo.Normal;

    /// <summary>Number of Copies (2000,0010); 1 unless set.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Request Priority (2200,0020); medium unless set.</summary>
    public MediaPriority Priority { get; init; }

    /// <summary>The name of the device; empty, as it is unless set, where it is not chosen yet.</summary>
    public string Device { get; init; } = "";

    /// <summary>The media application profile that it is made by; empty, as it is unless set, where it is not chosen yet.</summary>
    public string Profile { get; init; } = "";

    /// <summary>The options of the confidentiality profile that what is on the media is de-identified by (PS3.15 Annex E); null, as it is unless set, where it stays as it is.</summary>
    public ConfidentialityOptions? Deidentification { get; init; }

    /// <summary>The name of the user who ordered it; empty, as it is unless set, for requests of peers, of administrators, and of the server itself.</summary>
    public string Owner { get; init; } = "";

    /// <summary>What a person should look at before the media are given away, a sentence each, without patient data; none unless set.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>The parts that the content was split into; none, as it is unless set, until it is prepared.</summary>
    public ImmutableArray<MediaPart> Parts { get; init; } = [];

    /// <summary>Total Number of Pieces of Media Created (2200,000B), all copies together; 0 unless set.</summary>
    public int PiecesMade { get; init; }

    /// <summary>Failed SOP Sequence (0008,1198); none unless set.</summary>
    public ImmutableArray<MediaFailure> Failed { get; init; } = [];

    /// <summary>Referenced SOP Sequence (0008,1199): the instances, each with the profile that was asked for, empty for none.</summary>
    public IEnumerable<(SopReference Reference, string Profile)> Instances => SopReference.Read(Request, Tags.ReferencedSOPSequence)
        .Select(item => (item.Reference, item.Item.GetString(Tags.RequestedMediaApplicationProfile) ?? ""));

    /// <summary>The state of the job in the queue.</summary>
    public JobState State => Status switch
    {
        MediaExecutionStatus.Idle => JobState.Idle,
        MediaExecutionStatus.Done => JobState.Done,
        MediaExecutionStatus.Failure => JobState.Failed,
        _ => JobState.Pending,
    };

    /// <summary>Reads the attributes of a job.</summary>
    /// <exception cref="FormatException">They are not those of a request for media.</exception>
    public static MediaJob Read(DicomDataSet attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        if (!Enum.TryParse<MediaExecutionStatus>(attributes.GetString(Tags.ExecutionStatus), ignoreCase: true, out var status))
        {
            throw new FormatException("The attributes have no Execution Status that is known.");
        }

        return new MediaJob
        {
            Request = Asked(attributes),
            Status = status,
            Info = attributes.GetString(Tags.ExecutionStatusInfo) ?? MediaStatusInfo.Normal,
            Copies = attributes.GetInt32(Tags.NumberOfCopies) ?? 1,
            Priority = attributes.GetString(Tags.RequestPriority) switch { "HIGH" => MediaPriority.High, "LOW" => MediaPriority.Low, _ => MediaPriority.Medium },
            Device = Private(attributes, DeviceElement),
            Profile = Private(attributes, ProfileElement),
            Deidentification = int.TryParse(Private(attributes, DeidentificationElement), CultureInfo.InvariantCulture, out var options) ? (ConfidentialityOptions)options : null,
            Owner = Private(attributes, OwnerElement),
            Warnings = [.. Private(attributes, WarningsElement).Split('\n', StringSplitOptions.RemoveEmptyEntries)],
            Parts = ReadParts(attributes),
            PiecesMade = attributes.GetInt32(Tags.TotalNumberOfPiecesOfMediaCreated) ?? 0,
            Failed = [.. SopReference.Read(attributes, Tags.FailedSOPSequence).Select(item => MediaFailure.Read(item.Reference, item.Item))],
        };
    }

    /// <summary>The attributes of the job.</summary>
    public DicomDataSet ToAttributes()
    {
        var attributes = WithStatus();
        if (Device.Length > 0)
        {
            attributes.Set(attributes.ReservePrivate(Creator, Group, DeviceElement), Device, Vr.LO);
        }

        if (Profile.Length > 0)
        {
            attributes.Set(attributes.ReservePrivate(Creator, Group, ProfileElement), Profile, Vr.LO);
        }

        if (Deidentification is { } options)
        {
            attributes.Set(attributes.ReservePrivate(Creator, Group, DeidentificationElement), ((int)options).ToString(CultureInfo.InvariantCulture), Vr.LO);
        }

        if (Owner.Length > 0)
        {
            attributes.Set(attributes.ReservePrivate(Creator, Group, OwnerElement), Owner, Vr.UT);
        }

        if (!Warnings.IsEmpty)
        {
            attributes.Set(attributes.ReservePrivate(Creator, Group, WarningsElement), string.Join('\n', Warnings), Vr.UT);
        }

        if (!Parts.IsEmpty)
        {
            attributes.Set(attributes.ReservePrivate(Creator, Group, OrdersElement), Parts.Select(part => part.OrderId), Vr.LO);
            attributes.Set(Tags.ReferencedStorageMediaSequence, Parts.Select(part => part.ToItem()));
        }

        return attributes.Build();
    }

    /// <summary>What a peer is told of it (PS3.4 §S.3.2.4): Referenced Storage Media Sequence has what was made, and is absent until all is.</summary>
    public DicomDataSet ToAnswer()
    {
        var attributes = WithStatus();
        return Status == MediaExecutionStatus.Done && !Parts.IsEmpty
            ? attributes.Set(Tags.ReferencedStorageMediaSequence, Parts.Select(part => part.ToItem())).Build()
            : attributes.Build();
    }

    private DicomDataSetBuilder WithStatus()
    {
        var attributes = Asked(Request).ToBuilder()
            .Set(Tags.ExecutionStatus, Status.ToString().ToUpperInvariant())
            .Set(Tags.ExecutionStatusInfo, Info);
        if (Status != MediaExecutionStatus.Idle)
        {
            attributes.Set(Tags.NumberOfCopies, Copies);
            attributes.Set(Tags.RequestPriority, Priority switch { MediaPriority.High => "HIGH", MediaPriority.Low => "LOW", _ => "MED" });
            attributes.Set(Tags.TotalNumberOfPiecesOfMediaCreated, PiecesMade);
        }

        return Failed.IsEmpty ? attributes : attributes.Set(Tags.FailedSOPSequence, Failed.Select(failure => failure.ToItem()));
    }

    private static string Private(DicomDataSet attributes, byte element) => attributes.FindPrivate(Creator, Group, element) is { } tag ? attributes.GetString(tag) ?? "" : "";

    private static ImmutableArray<MediaPart> ReadParts(DicomDataSet attributes)
    {
        var orders = attributes.FindPrivate(Creator, Group, OrdersElement) is { } tag ? attributes.GetStrings(tag) : [];
        return
        [
            .. orders.Zip(attributes.GetItems(Tags.ReferencedStorageMediaSequence), (order, item) => new MediaPart(
                order, item.GetString(Tags.StorageMediaFileSetID) ?? "", item.TryGetUid(Tags.StorageMediaFileSetUID, out var uid) ? uid : default)),
        ];
    }

    // What says how far it is, and what a peer may have of its own, is no part of what was asked for.
    private static DicomDataSet Asked(DicomDataSet attributes)
    {
        var asked = new DicomDataSetBuilder();
        foreach (var element in attributes.Where(element => !element.Tag.IsPrivate && !IsProgress(element.Tag)))
        {
            asked.Set(element);
        }

        return asked.Build();
    }

    private static bool IsProgress(Tag tag) => tag == Tags.ExecutionStatus || tag == Tags.ExecutionStatusInfo || tag == Tags.NumberOfCopies || tag == Tags.RequestPriority
        || tag == Tags.TotalNumberOfPiecesOfMediaCreated || tag == Tags.FailedSOPSequence || tag == Tags.ReferencedStorageMediaSequence;
}
