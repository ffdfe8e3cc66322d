using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Rehearsals;

namespace Gantry.Host.Maintenance.Replays;

/// <summary>The stored instances that requests were about.</summary>
internal sealed class ReplayInstances(PluginRegistry registry)
{
    /// <summary>The instance, and the bytes that are stored of it where the store has their digest; null where there is none.</summary>
    /// <exception cref="CatalogException">The catalog cannot be read.</exception>
    /// <exception cref="IOException">The instance store cannot be read.</exception>
    public async ValueTask<(CatalogInstance Instance, RehearsedEffect? Stored)?> FindAsync(Uid sopInstance, CancellationToken cancellationToken)
    {
        using var leases = new OperationLeases(registry);
        var selection = new InstanceSelection { Instances = [sopInstance] };
        if (await leases.Get<ICatalog>().SelectAsync(selection, cancellationToken).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false) is not { } instance)
        {
            return null;
        }

        try
        {
            var content = await leases.Get<IInstanceStore>().OpenAsync(instance.Location, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                return (instance, content.Digest.IsEmpty ? null : RehearsedEffect.OfBytes("stored", sopInstance, content.TransferSyntax, content.Length, content.Digest.Span));
            }
        }
        catch (FileNotFoundException)
        {
            return null; // deleted meanwhile
        }
    }

    /// <summary>Has a stored instance read.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async ValueTask<T> ReadAsync<T>(CatalogInstance instance, Func<InstanceContent, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        using var leases = new OperationLeases(registry);
        var content = await leases.Get<IInstanceStore>().OpenAsync(instance.Location, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            return await read(content).ConfigureAwait(false);
        }
    }

    /// <summary>The presentation contexts that let a C-GET bring what its identifier chooses as it is stored; as many as there is room for beside its own.</summary>
    /// <exception cref="CatalogException">The catalog cannot be read.</exception>
    public async ValueTask<IReadOnlyList<ProposedContext>> ContextsAsync(DicomDataSet identifier, CancellationToken cancellationToken)
    {
        var selection = new InstanceSelection
        {
            PatientId = identifier.GetString(Tags.PatientID) is { Length: > 0 } patient ? patient : null,
            Studies = Uids(identifier, Tags.StudyInstanceUID),
            Series = Uids(identifier, Tags.SeriesInstanceUID),
            Instances = Uids(identifier, Tags.SOPInstanceUID),
        };
        if (selection is { PatientId: null, Studies: [], Series: [], Instances: [] })
        {
            return []; // the plugin says that this is no identifier
        }

        using var leases = new OperationLeases(registry);
        var contexts = new HashSet<(Uid SopClass, TransferSyntax Syntax)>();
        await foreach (var instance in leases.Get<ICatalog>().SelectAsync(selection, cancellationToken).ConfigureAwait(false))
        {
            contexts.Add((instance.SopClass, instance.TransferSyntax));
        }

        return [.. contexts.Take(ProposedContext.Maximum - 1).Select(context => new ProposedContext(context.SopClass, [context.Syntax], ServiceRoles.Scp))];
    }

    private static ImmutableArray<Uid> Uids(DicomDataSet identifier, Tag tag) => identifier.Contains(tag) ? identifier.GetUids(tag) : [];
}
