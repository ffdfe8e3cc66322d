using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Maintenance;

/// <summary>Walks the instance store, part by part where it has parts, in groups of locations.</summary>
internal sealed class StoreWalk(PluginRegistry registry)
{
    /// <summary>The most locations in a group.</summary>
    public const int GroupSize = 64;

    /// <summary>The parts; a store without any is one part without a name.</summary>
    /// <exception cref="ServiceUnavailableException">No plugin provides a store.</exception>
    /// <exception cref="IOException">The store failed.</exception>
    public async ValueTask<IReadOnlyList<string?>> PartsAsync(CancellationToken cancellationToken)
    {
        if (registry.Routing.Provider(typeof(IPartitionedInstanceStore)) is null)
        {
            return [null];
        }

        using var leases = new OperationLeases(registry);
        return await leases.Get<IPartitionedInstanceStore>().GetPartsAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has the locations of a part dealt with, several groups at a time.</summary>
    /// <param name="part">The part.</param>
    /// <param name="workers">How many at a time.</param>
    /// <param name="perform">Deals with a group.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ForEachGroupAsync(string? part, int workers, Func<IReadOnlyList<string>, CancellationToken, ValueTask> perform, CancellationToken cancellationToken)
    {
        using var leases = new OperationLeases(registry);
        var locations = part is null
            ? leases.Get<IInstanceStore>().EnumerateAsync(cancellationToken)
            : leases.Get<IPartitionedInstanceStore>().EnumerateAsync(part, cancellationToken);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(GroupsAsync(locations, cancellationToken), parallel, perform).ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> GroupsAsync(IAsyncEnumerable<string> locations, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var group = new List<string>(GroupSize);
        await foreach (var location in locations.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            group.Add(location);
            if (group.Count == GroupSize)
            {
                yield return group;
                group = new List<string>(GroupSize);
            }
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }
}
