using Gantry.Contracts;
using Gantry.Host.Plugins.Settings;

namespace Gantry.Host.Plugins.Registry;

// A database that does not serve is looked at by its own plugin, which is loaded for that, not started, and unloaded again.
internal sealed partial class PluginRegistry
{
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(30);

    /// <summary>Has a plugin open its database and tell how far its tables are. Nothing is changed, neither there nor in what serves.</summary>
    /// <param name="slot">The plugin, which need not serve.</param>
    /// <param name="store">Its settings.</param>
    /// <param name="given">Settings that take the place of those that it has, for this alone.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PluginRefusedException">It cannot be loaded with these settings, keeps no database, or does not answer in time.</exception>
    /// <exception cref="CatalogException">The database cannot be opened or used; the message says why.</exception>
    public async Task<CatalogSchema> TryDatabaseAsync(PluginSlot slot, PluginSettingsStore store, ChosenValues given, CancellationToken cancellationToken)
    {
        using var turn = await BeginChangeAsync(slot, cancellationToken).ConfigureAwait(false);
        var values = given.Texts.Aggregate(store.Chosen(slot.Id), (chosen, pair) => chosen.With(pair.Key, pair.Value)).Over(store.Configured(slot.Id));
        var (folder, steps) = Directory.Exists(slot.Folder) ? Discover(slot.Folder, settings.FolderPolicy)
            : slot.Current is { } current ? Discover(current.PrivateCopy, Folders.FolderPolicy.OwnCopy)
            : throw new PluginRefusedException($"The folder of {slot.Id} is gone.");
        if (folder.Manifest.Id != slot.Id)
        {
            throw new PluginRefusedException($"The folder of {slot.Id} has {folder.Manifest.Id} by now.");
        }

        var number = ++slot.Generations;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestTry);

        // The plugin's code runs beside: what never returns holds neither whoever asked nor the next change of the plugin.
        var trying = Task.Run(Try, CancellationToken.None);
        try
        {
            var (schema, fault) = await trying.WaitAsync(LongestTry + TimeSpan.FromSeconds(1), time, cancellationToken).ConfigureAwait(false);
            return schema ?? throw fault!;
        }
        catch (Exception exception) when (exception is TimeoutException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new PluginRefusedException($"The database of {slot.Id} did not answer within {LongestTry.TotalSeconds:0} s.");
        }

        async Task<(CatalogSchema? Schema, Exception? Fault)> Try()
        {
            var generation = maker.Load(folder, number, steps, this, values);
            steps.End();
            try
            {
                return SettingsDeclaration.Unknown(generation.DeclaredSettings, given.Texts.Keys) is [var unknown, ..]
                    ? (null, new PluginRefusedException($"{unknown} is not a setting of {slot.Id}; there are {string.Join(", ", generation.DeclaredSettings.Select(setting => setting.Name))}."))
                    : await DescribeAsync(slot, generation, patience.Token).ConfigureAwait(false);
            }
            finally
            {
                await retired.RetireAsync(generation, SwapOptions.Of(settings).Drain).ConfigureAwait(false);
            }
        }
    }

    // What the plugin throws becomes another exception, for its own would hold its load context.
    private static async Task<(CatalogSchema? Schema, Exception? Fault)> DescribeAsync(PluginSlot slot, PluginGeneration generation, CancellationToken cancellationToken)
    {
        if (!generation.Composition.Contracts.Contains(typeof(ICatalogMaintenance)))
        {
            return (null, new PluginRefusedException($"{slot.Id} keeps no database that could be tried."));
        }

        try
        {
            var (service, export) = generation.Composition.CreateService(typeof(ICatalogMaintenance));
            using (export)
            {
                var schema = await ((ICatalogMaintenance)service).DescribeAsync(cancellationToken).ConfigureAwait(false);
                return (new CatalogSchema { Database = schema.Database, Applied = schema.Applied, Pending = schema.Pending }, null);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (null, new OperationCanceledException(cancellationToken));
        }
        catch (CatalogException failure)
        {
            return (null, new CatalogException(failure.Message) { IsTransient = failure.IsTransient });
        }
#pragma warning disable CA1031 // a plugin may throw anything
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (null, new PluginRefusedException(GenerationMaker.Reason(exception)));
        }
    }
}
