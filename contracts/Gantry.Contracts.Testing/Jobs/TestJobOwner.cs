using System.Collections.Immutable;

namespace Gantry.Contracts.Testing;

/// <summary>The name under which a host in memory holds jobs, and those of its earlier starts.</summary>
public sealed class TestJobOwner : IJobOwner
{
    /// <summary>The name; one of its own unless set.</summary>
    public string Name { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>The names of earlier starts; none unless set.</summary>
    public ImmutableArray<string> Earlier { get; set; } = [];
}
