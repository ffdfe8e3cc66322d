using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Retention;

/// <summary>A deletion that was decided.</summary>
internal sealed record DeletionOrder
{
    /// <summary>The command of the record in the transaction log for what a person has chosen.</summary>
    public const string ByPerson = "DELETE";

    /// <summary>Likewise for what a rule has.</summary>
    public const string ByRule = "RETENTION";

    public required Uid Study { get; init; }

    /// <summary>The instances, and where they lay when it was decided: what has come in their place since stays.</summary>
    public required ImmutableArray<DoomedInstance> Instances { get; init; }

    /// <summary>True where nothing of the study stays.</summary>
    public required bool IsWholeStudy { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Who; empty for a rule.</summary>
    public string User { get; init; } = "";

    /// <summary>Whose they are, as the catalog says; for the audit trail alone.</summary>
    public string PatientId { get; init; } = "";

    public string PatientName { get; init; } = "";

    public long Bytes => Instances.Sum(instance => instance.Length);

    public string Command => User.Length > 0 ? ByPerson : ByRule;

    /// <summary>That of a study that a rule says.</summary>
    public static DeletionOrder Of(StudyFacts study, string reason) => new()
    {
        Study = study.Study,
        Instances = [.. study.Instances.Select(DoomedInstance.Of)],
        IsWholeStudy = true,
        Reason = reason,
        PatientId = study.PatientId,
        PatientName = study.PatientName,
    };
}

/// <summary>An instance that is deleted.</summary>
internal sealed record DoomedInstance(Uid SopClass, Uid SopInstance, long Length, string Location)
{
    public static DoomedInstance Of(CatalogInstance instance) => new(instance.SopClass, instance.SopInstance, instance.Length, instance.Location);
}
