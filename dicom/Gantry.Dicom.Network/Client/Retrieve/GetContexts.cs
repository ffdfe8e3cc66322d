using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>The presentation contexts of a C-GET: as many for each storage SOP class as there is room for (PS3.4 §C.5.3).</summary>
internal static class GetContexts
{
    /// <summary>The storage SOP classes that occur most, for a peer that does not say which it has.</summary>
    public static ImmutableArray<Uid> UsualSopClasses { get; } =
    [
        .. StorageSopClasses.All.Where(sopClass => sopClass is { IsRetired: false, IsPatientRelated: true }).OrderBy(sopClass => sopClass.Kind switch
        {
            StorageSopClassKind.Image => 0,
            StorageSopClassKind.StructuredReport or StorageSopClassKind.PresentationState or StorageSopClassKind.Encapsulated => 1,
            _ => 2,
        }).Select(sopClass => sopClass.Uid).Take(ProposedContext.Maximum - 1),
    ];

    /// <summary>The transfer syntaxes that occur, the native ones first.</summary>
    public static ImmutableArray<TransferSyntax> UsualTransferSyntaxes { get; } =
    [
        TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian,
        new(Uids.JPEGBaseline8Bit), new(Uids.JPEGLosslessSV1), new(Uids.JPEG2000Lossless), new(Uids.JPEG2000), new(Uids.JPEGLSLossless), new(Uids.RLELossless),
        new(Uids.HTJ2KLossless), new(Uids.HTJ2K), new(Uids.JPEGLSNearLossless), new(Uids.JPEGExtended12Bit), new(Uids.JPEGLossless), new(Uids.MPEG4HP41),
        TransferSyntax.DeflatedExplicitVRLittleEndian,
    ];

    /// <summary>The model's context, and the storage contexts in the role SCP.</summary>
    public static ContextSet Of(Uid model, ImmutableArray<Uid> sopClasses, ImmutableArray<TransferSyntax> transferSyntaxes)
    {
        Uid[] classes = [.. sopClasses.Distinct().Take(ProposedContext.Maximum - 1)];
        var native = transferSyntaxes.Where(syntax => !syntax.IsEncapsulated).ToImmutableArray();
        var compressed = transferSyntaxes.Where(syntax => syntax.IsEncapsulated).ToImmutableArray();
        ImmutableArray<TransferSyntax>[] each = [.. native.IsEmpty ? [] : new[] { native }, .. compressed.Select(syntax => ImmutableArray.Create(syntax))];
        ImmutableArray<TransferSyntax>[] two = [.. native.IsEmpty ? [] : new[] { native }, .. compressed.IsEmpty ? [] : new[] { compressed }];
        ImmutableArray<TransferSyntax>[] one = [transferSyntaxes];
        var groups = new[] { each, two, one }.First(groups => groups.Length * classes.Length < ProposedContext.Maximum);
        return new ContextSet([
            new ProposedContext(model),
            .. classes.SelectMany(sopClass => groups.Select(syntaxes => new ProposedContext(sopClass, syntaxes, ServiceRoles.Scp))),
        ]);
    }
}
