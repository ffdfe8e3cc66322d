using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>What a deletion takes.</summary>
public sealed record DeletionPlan
{
    /// <summary>The Study Instance UID (0020,000D).</summary>
    public required Uid Study { get; init; }

    /// <summary>The series in which there are instances that go.</summary>
    public required int Series { get; init; }

    /// <summary>The instances that go.</summary>
    public required int Instances { get; init; }

    /// <summary>The bytes of their data sets.</summary>
    public required long Bytes { get; init; }

    /// <summary>True where nothing of the study stays.</summary>
    public required bool IsWholeStudy { get; init; }

    /// <summary>What speaks against it, in sentences: a rule that keeps the study, or a job that needs an instance. With any, nothing is deleted.</summary>
    public ImmutableArray<string> Obstacles { get; init; } = [];
}
