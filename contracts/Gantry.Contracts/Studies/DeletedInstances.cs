using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>Instances of one study that were deleted for good: their bytes are gone, or are no longer found by anybody and will go.</summary>
public sealed record DeletedInstances
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The Study Instance UID (0020,000D); empty where the instances told none.</summary>
    public required Uid StudyInstanceUid { get; init; }

    /// <summary>True where all that was found of the study is gone; false for single instances of it, or such as lay beside the catalog.</summary>
    public required bool IsWholeStudy { get; init; }

    /// <summary>How many instances of which SOP classes.</summary>
    public required ImmutableDictionary<Uid, int> Instances { get; init; }

    /// <summary>The Patient ID (0010,0020); empty where it is not known. Patient data.</summary>
    public string PatientId { get; init; } = "";

    /// <summary>The Patient's Name (0010,0010); empty where it is not known. Patient data.</summary>
    public string PatientName { get; init; } = "";

    /// <summary>The user who has chosen them; empty, as it is unless set, where nobody has.</summary>
    public string User { get; init; } = "";

    /// <summary>Why, in a sentence without patient data.</summary>
    public required string Reason { get; init; }

    /// <summary>The plugin that deleted them, as <c>id version</c>.</summary>
    public required string Plugin { get; init; }
}
