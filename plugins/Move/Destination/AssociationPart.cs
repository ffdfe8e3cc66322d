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
    /// Divides instances among as few associations as possible. Each SOP class has a presentation context for each transfer syntax that it is stored in, so
    /// that a peer which takes one but not the other still gets its own.
    /// </summary>
    public static IReadOnlyList<AssociationPart> Divide(IReadOnlyList<CatalogInstance> instances)
    {
        var parts = new Dictionary<(Uid, TransferSyntax), int>();
        foreach (var instance in instances)
        {
            parts.TryAdd((instance.SopClass, instance.TransferSyntax), parts.Count / MaximumPresentationContexts);
        }

        return [.. instances.GroupBy(instance => parts[(instance.SopClass, instance.TransferSyntax)]).OrderBy(part => part.Key).Select(part => Of([.. part]))];
    }

    private static AssociationPart Of(IReadOnlyList<CatalogInstance> instances) => new(
        [
            .. instances.Select(instance => (instance.SopClass, instance.TransferSyntax)).Distinct()
                .GroupBy(context => context.SopClass, (sopClass, contexts) => new StorageProposal(sopClass, [.. contexts.Select(context => context.TransferSyntax)])),
        ],
        instances);
}
