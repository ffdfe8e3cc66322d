using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>Sets instances aside for one operation: makes room, notes why, and deletes what has to go. What the catalog lists it never deletes.</summary>
[Export, Export(typeof(ISetAsideInstances))]
[method: ImportingConstructor]
public sealed class SetAsideShelf(
    SetAsideFolder folder, IInstanceStore store, ICatalog catalog, IStudyEvents events, IPluginSettings<StorageSettings> settings, IPluginContext plugin, TimeProvider time,
    ILoggerFactory loggers) : ISetAsideInstances
{
    private readonly ILogger _logger = loggers.CreateLogger<SetAsideShelf>();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SetAsideInstance>> ListAsync(SetAsideKind? kind, CancellationToken cancellationToken) => ValueTask.FromResult(folder.List(kind));

    /// <inheritdoc/>
    public ValueTask<SetAsideInstance?> GetAsync(string id, CancellationToken cancellationToken) => ValueTask.FromResult(folder.Find(id));

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(string id, CancellationToken cancellationToken) => RemoveAsync(id, "an administrator removed it.", cancellationToken);

    private async ValueTask<bool> RemoveAsync(string id, string reason, CancellationToken cancellationToken)
    {
        if (folder.Find(id) is not { } instance)
        {
            return false;
        }

        if (instance.Location.Length > 0 && !await IsListedAsync(instance, cancellationToken).ConfigureAwait(false))
        {
            await store.DeleteAsync(instance.Location, cancellationToken).ConfigureAwait(false);
            await TellAsync(instance, reason).ConfigureAwait(false);
        }

        folder.Remove(id);
        return true;
    }

    private ValueTask TellAsync(SetAsideInstance instance, string reason) => events.TellDeletedAsync(
        new DeletedInstances
        {
            At = time.GetUtcNow(),
            StudyInstanceUid = instance.Study,
            IsWholeStudy = false,
            Instances = ImmutableDictionary<Uid, int>.Empty.Add(instance.SopClass, 1),
            Reason = $"{instance.Kind}, {instance.Id}: {reason}",
            Plugin = $"{plugin.Id} {plugin.Version}",
        },
        CancellationToken.None);

    /// <summary>True where there is room for another instance of a kind.</summary>
    /// <exception cref="IOException">That cannot be told.</exception>
    internal bool HasRoom(SetAsideKind kind, long length)
    {
        var (count, bytes) = folder.Measure(kind);
        return count < SetAsideFolder.MaximumCount && bytes + length <= settings.Current.RoomFor(kind);
    }

    /// <summary>Notes an instance. Of the refused ones the oldest go where there is no room.</summary>
    /// <exception cref="IOException">It cannot be noted.</exception>
    internal async ValueTask<SetAsideInstance> AddAsync(Func<string, DateTimeOffset, SetAsideInstance> describe, string? id = null)
    {
        var instance = describe(id ?? folder.NewId(), time.GetUtcNow());
        if (instance.Kind == SetAsideKind.Refused)
        {
            await MakeRoomAsync(instance.Length).ConfigureAwait(false);
        }

        folder.Add(instance);
        _logger.SetAside(instance.SopInstance, instance.Kind, instance.Id, instance.Reason, instance.CorrelationId);
        return instance;
    }

    /// <summary>True where there is a note with the id.</summary>
    internal bool Has(string id) => folder.Find(id) is not null;

    /// <summary>Takes back a note whose reason has not come about; its bytes stay.</summary>
    internal void Withdraw(SetAsideInstance instance) => folder.Remove(instance.Id);

    /// <summary>Removes what is older than the settings keep.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="IOException">They cannot be listed.</exception>
    internal async ValueTask<int> ExpireAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        var before = time.GetUtcNow() - settings.Current.KeepSetAsideFor;
        foreach (var instance in folder.List(null).Where(instance => instance.SetAsideAt < before))
        {
            removed += await TryRemoveAsync(instance, "it was kept for as long as it is to be.", cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }

        return removed;
    }

    private async ValueTask MakeRoomAsync(long length)
    {
        if (HasRoom(SetAsideKind.Refused, length))
        {
            return;
        }

        foreach (var oldest in folder.List(SetAsideKind.Refused).Reverse())
        {
            await TryRemoveAsync(oldest, "others need its room.", CancellationToken.None).ConfigureAwait(false);
            if (HasRoom(SetAsideKind.Refused, length))
            {
                return;
            }
        }
    }

    private async ValueTask<bool> TryRemoveAsync(SetAsideInstance instance, string reason, CancellationToken cancellationToken)
    {
        try
        {
            return await RemoveAsync(instance.Id, reason, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or CatalogException)
        {
            _logger.NotRemoved(instance.Id, failure.Message);
            return false;
        }
    }

    private async ValueTask<bool> IsListedAsync(SetAsideInstance instance, CancellationToken cancellationToken)
    {
        if (instance.SopInstance.IsEmpty)
        {
            return false;
        }

        await foreach (var listed in catalog.SelectAsync(new InstanceSelection { Instances = [instance.SopInstance] }, cancellationToken).ConfigureAwait(false))
        {
            if (listed.Location == instance.Location)
            {
                return true;
            }
        }

        return false;
    }
}
