using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>Which presentation contexts of storage SOP classes are accepted.</summary>
public sealed record StorageContexts
{
    private const string StandardRoot = "1.2.840.10008.";

    /// <summary>Every one, in the first transfer syntax that is proposed for it.</summary>
    public static StorageContexts All { get; } = new();

    /// <summary>The transfer syntaxes, the most wanted first: of those proposed for a context the one that comes first here is chosen. Empty, the default, for any, in the requestor's order.</summary>
    public ImmutableArray<TransferSyntax> TransferSyntaxes { get; init; } = [];

    /// <summary>Whether SOP classes outside of the standard's root 1.2.840.10008 are accepted; true unless set.</summary>
    public bool TakesPrivateSopClasses { get; init; } = true;

    /// <summary>True where instances of a SOP class are taken in one transfer syntax or another.</summary>
    public bool Takes(Uid sopClass) => TakesPrivateSopClasses || sopClass.Value.StartsWith(StandardRoot, StringComparison.Ordinal);

    /// <summary>True where instances of a SOP class are taken in a transfer syntax.</summary>
    public bool Takes(Uid sopClass, TransferSyntax transferSyntax) => Takes(sopClass) && (TransferSyntaxes.IsEmpty || TransferSyntaxes.Contains(transferSyntax));
}
