using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A C-MOVE (PS3.4 §C.4.2) that this server asks another AE for, to itself, and how far it is: what the attributes of an outgoing job in the <see cref="IRetrieveQueue"/> say.</summary>
public sealed record FetchJob
{
    private const string Creator = "GANTRY FETCH";
    private const ushort Group = 0x0009;
    private const byte CountersElement = 0x01;
    private const byte UserElement = 0x02;

    private static readonly Tag[] IdentifierTags =
        [Tags.SpecificCharacterSet, Tags.QueryRetrieveLevel, Tags.PatientID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID];

    /// <summary>The Query/Retrieve Level (0008,0052) and the unique keys of the request; nothing else of it is kept.</summary>
    public required DicomDataSet Identifier { get; init; }

    /// <summary>What the other AE has told of its sub-operations so far; null where it has told nothing.</summary>
    public SubOperations? Counters { get; init; }

    /// <summary>The user who asked for it; empty unless set.</summary>
    public string User { get; init; } = "";

    /// <summary>Reads the attributes of a job.</summary>
    /// <exception cref="FormatException">They do not say what is to be retrieved.</exception>
    public static FetchJob Read(DicomDataSet attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var identifier = Chosen(attributes).Build();
        return identifier.GetString(Tags.QueryRetrieveLevel) is not null
            ? new FetchJob { Identifier = identifier, Counters = CountersOf(attributes), User = Find(attributes, UserElement) is { } user ? attributes.GetString(user) ?? "" : "" }
            : throw new FormatException("The attributes do not say what is to be retrieved.");
    }

    /// <summary>The attributes of the job.</summary>
    public DicomDataSet ToAttributes()
    {
        var attributes = Chosen(Identifier);
        if (Counters is { } counters)
        {
            attributes.Set(
                attributes.ReservePrivate(Creator, Group, CountersElement), [counters.Remaining, counters.Completed, counters.Failed, counters.Warning], Vr.UL);
        }

        attributes.Set(attributes.ReservePrivate(Creator, Group, UserElement), User, Vr.UT);
        return attributes.Build();
    }

    private static SubOperations? CountersOf(DicomDataSet attributes) => Find(attributes, CountersElement) is { } tag && attributes.GetInt32s(tag) is { Length: 4 } counters
        ? new SubOperations(counters[0], counters[1], counters[2], counters[3])
        : null;

    private static Tag? Find(DicomDataSet attributes, byte element) => attributes.FindPrivate(Creator, Group, element);

    private static DicomDataSetBuilder Chosen(DicomDataSet from)
    {
        var chosen = new DicomDataSetBuilder();
        foreach (var element in from.Where(element => IdentifierTags.Contains(element.Tag)))
        {
            chosen.Set(element);
        }

        return chosen;
    }
}
