using System.Collections.Frozen;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Plugins.Composition;

/// <summary>A DIMSE handler that a plugin exports, before one is made.</summary>
internal abstract class HandlerExport(DimseCommand command, DimseHandlerMetadata metadata)
{
    public DimseCommand Command { get; } = command;

    public FrozenSet<Uid> SopClasses { get; } = metadata.SopClasses.Select(text => new Uid(text)).ToFrozenSet();

    public SopClassGroup Group { get; } = metadata.Group;

    public TransferSyntaxGroup TransferSyntaxes { get; } = metadata.TransferSyntaxes;

    public DimseHandlerMetadata Metadata { get; } = metadata;

    public bool Serves(Uid sopClass) => SopClasses.Contains(sopClass) || SopClassGroups.Contains(Group, sopClass);

    /// <summary>Makes a handler and disposes it: shows that its parts can be composed.</summary>
    public abstract void Try();
}

/// <inheritdoc/>
internal sealed class HandlerExport<T>(DimseCommand command, ExportFactory<T, DimseHandlerMetadata> factory)
    : HandlerExport(command, factory.Metadata)
{
    /// <summary>Makes a handler for one operation. Disposing the export gives its leases back.</summary>
    public Export<T> Create() => factory.CreateExport();

    public override void Try() => factory.CreateExport().Dispose();
}
