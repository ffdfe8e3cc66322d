using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A study to which, as far as can be told, everything has come.</summary>
public sealed record CompleteStudy
{
    /// <summary>The Study Instance UID (0020,000D).</summary>
    public required Uid StudyInstanceUid { get; init; }

    /// <summary>The instances of it that the catalog has.</summary>
    public required long Instances { get; init; }

    /// <summary>How many there were to be, as its instances said by Number of Study Related Instances (0020,1208); null where none did.</summary>
    public long? ExpectedInstances { get; init; }

    /// <summary>The calling AE of the last instance that came; empty where nobody sent it.</summary>
    public AETitle CallingAETitle { get; init; }

    /// <summary>
    /// As whom this server was called by those who sent its instances since it was last complete, each title once, the last one last; at most 16. Empty where nobody sent them. So a title
    /// can stand for what is to become of a study: to be burnt, for example.
    /// </summary>
    public ImmutableArray<AETitle> CalledAETitles { get; init; } = [];

    /// <summary>When the last instance of it came.</summary>
    public required DateTimeOffset LastReceivedAt { get; init; }

    /// <summary>True where all came that were expected; false where nothing came for a while and nobody said how many there are, or some are missing.</summary>
    public bool IsCounted => ExpectedInstances is { } expected && Instances >= expected;
}
