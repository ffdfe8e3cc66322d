using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Move;

/// <summary>The instances that one association can carry.</summary>
/// <param name="Proposals">What to propose for them.</param>
/// <param name="Instances">The instances, in the catalog's order.</param>
internal sealed record AssociationPart(IReadOnlyList<StorageProposal> Proposals, IReadOnlyList<CatalogInstance> Instances)
{
    /// <summary>The most presentation contexts of an association (PS3.8 §9.3.2.2).</summary>
    public const int MaximumPresentationContexts = 128;

    /// <summary>
    /// Divides instances among few associations. Each SOP class has a presentation context for each transfer syntax that it is stored in, so that a peer which
    /// takes one but not the other still gets its own, and for each that an instance can be converted to (PS3.5 §10.1).
    /// </summary>
    public static IReadOnlyList<AssociationPart> Divide(IReadOnlyList<CatalogInstance> instances, Conversion conversion)
    {
        var parts = new List<HashSet<Context>>();
        var places = new Dictionary<Context, int>();
        foreach (var instance in instances)
        {
            var stored = new Context(instance.SopClass, instance.TransferSyntax);
            if (places.ContainsKey(stored))
            {
                continue;
            }

            Context[] needed = [stored, .. conversion.OfferedFor(stored.SopClass, stored.TransferSyntax).Select(syntax => stored with { TransferSyntax = syntax })];
            if (parts.Count == 0 || parts[^1].Union(needed).Count() > MaximumPresentationContexts)
            {
                parts.Add([]);
            }

            parts[^1].UnionWith(needed);
            places.Add(stored, parts.Count - 1);
        }

        var byPart = instances.ToLookup(instance => places[new Context(instance.SopClass, instance.TransferSyntax)]);
        return [.. parts.Index().Select(part => new AssociationPart(Propose(part.Item), [.. byPart[part.Index]]))];
    }

    private static StorageProposal[] Propose(IEnumerable<Context> contexts) =>
        [.. contexts.GroupBy(context => context.SopClass, (sopClass, contexts) => new StorageProposal(sopClass, [.. contexts.Select(context => context.TransferSyntax)]))];

    private readonly record struct Context(Uid SopClass, TransferSyntax TransferSyntax);
}
