using System.ComponentModel.DataAnnotations;
using System.Composition;
using Gantry.Contracts;

namespace Gantry.Fixtures.Vault;

[PluginSettings]
public sealed record VaultSettings
{
    [Setting("How it is opened.", IsSecret = true)]
    public string ConnectionString { get; init; } = "Host=nowhere;Password=of the default";

    [Setting("How many there may be."), Range(1, 64)]
    public int Readers { get; init; } = 4;
}

/// <summary>Leaves a file where it is started, so that a test sees it.</summary>
[Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class Starter(IPluginContext context) : IPluginLifecycle
{
    public async ValueTask StartAsync(CancellationToken cancellationToken) => await File.WriteAllTextAsync(Path.Combine(context.DataFolder, "started"), "", cancellationToken).ConfigureAwait(false);

    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>Does what the server's name says, and quotes what it should not.</summary>
[Export(typeof(ICatalogMaintenance)), Shared]
[method: ImportingConstructor]
public sealed class Maintenance(IPluginSettings<VaultSettings> settings) : ICatalogMaintenance
{
    public async ValueTask<CatalogSchema> DescribeAsync(CancellationToken cancellationToken)
    {
        var address = settings.Current.ConnectionString;
        switch (address.Split(';')[0])
        {
            case "Host=good":
                return new CatalogSchema { Database = $"Vault 7, for {settings.Current.Readers}, by {address}", Applied = ["1_Initial"], Pending = ["2_Next"] };
            case "Host=broken":
                throw new InvalidOperationException($"It cannot be opened by {address}.");
            case "Host=never":
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
                break;
        }

        throw new CatalogException($"Nothing answers there; the password {address.Split("Password=")[1]} was not asked for.");
    }

    public ValueTask<CatalogSchema> MigrateAsync(CancellationToken cancellationToken) => throw new CatalogException("It is never migrated.");

    public ValueTask<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken) => throw new CatalogException("It is never checked.");
}
