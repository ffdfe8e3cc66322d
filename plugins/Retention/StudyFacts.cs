using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Retention;

/// <summary>What decides on a study.</summary>
/// <param name="Study">Its UID.</param>
/// <param name="StudyDate">Its date; null where it has none.</param>
/// <param name="Modalities">Its modalities.</param>
/// <param name="Instances">Its instances.</param>
/// <param name="Sender">Who sent the last of them.</param>
/// <param name="ArrivedAt">When that came.</param>
internal sealed record StudyFacts(
    Uid Study, DateOnly? StudyDate, ImmutableArray<string> Modalities, ImmutableArray<CatalogInstance> Instances, AETitle Sender, DateTimeOffset ArrivedAt)
{
    /// <summary>The bytes of its data sets by volume, "" for those without a name; none where the store was not asked, and all on that of its last instance where it was asked for that alone.</summary>
    public ImmutableDictionary<string, long> Volumes { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Whose it is, as the catalog says; for the audit trail alone.</summary>
    public string PatientId { get; init; } = "";

    public string PatientName { get; init; } = "";

    public long Bytes => Instances.Sum(instance => instance.Length);
}
