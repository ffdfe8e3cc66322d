using System.Collections.Immutable;

namespace Gantry.Contracts;

/// <summary>Under which name this start of the host holds jobs (<see cref="JobLease.Owner"/>), and under which names its earlier starts did. A host service: imported by any part.</summary>
/// <remarks>Every version of a plugin that runs in this host holds jobs under the same name, so that none takes another's; a job is held by its version, not by the name.</remarks>
public interface IJobOwner
{
    /// <summary>The most names of <see cref="Earlier"/>.</summary>
    const int MaximumEarlier = 32;

    /// <summary>The name: 1 to <see cref="JobLease.MaximumOwnerLength"/> characters, another one at each start and in each host.</summary>
    string Name { get; }

    /// <summary>
    /// The names of the last starts of this host, at most <see cref="MaximumEarlier"/>; none of them runs any more. What they hold they were killed at: it may be given back
    /// at once, without waiting for the end of a lease.
    /// </summary>
    ImmutableArray<string> Earlier { get; }
}
