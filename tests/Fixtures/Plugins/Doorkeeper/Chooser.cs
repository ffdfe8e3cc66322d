using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Fixtures.Doorkeeper;

/// <summary>Does what the calling AE says: throws, chooses, or takes all.</summary>
[Export(typeof(IStorageContextPolicy)), Shared]
public sealed class Chooser : IStorageContextPolicy
{
    public StorageContexts Of(AETitle caller) => caller.Value switch
    {
        "THROWS" => throw new InvalidOperationException("SECRET^NAME"),
        "PICKY" => new StorageContexts { TransferSyntaxes = [TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian], TakesPrivateSopClasses = false },
        _ => StorageContexts.All,
    };
}
