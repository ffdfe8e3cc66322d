using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>Instances chosen by unique keys (PS3.4 §C.4.2.2.1): those that satisfy every key given. At least one is given.</summary>
public sealed record InstanceSelection
{
    /// <summary>The Patient ID (0010,0020); null for any.</summary>
    public string? PatientId { get; init; }

    /// <summary>The studies; empty for any.</summary>
    public ImmutableArray<Uid> Studies { get; init; } = [];

    /// <summary>The series; empty for any.</summary>
    public ImmutableArray<Uid> Series { get; init; } = [];

    /// <summary>The instances; empty for any.</summary>
    public ImmutableArray<Uid> Instances { get; init; } = [];

    /// <summary>What may be seen of the catalog: nothing else is chosen, whatever the keys say. All, where it is null, as it is unless set. It counts as no key.</summary>
    public CatalogScope? Scope { get; init; }
}
