using System.Composition;
using System.Globalization;
using Gantry.Contracts;

namespace Gantry.Fixtures.Accountant;

/// <summary>Holds the catalog for one call.</summary>
[Export]
[method: ImportingConstructor]
public sealed class Books(ICatalog catalog)
{
    public ICatalog Catalog => catalog;
}

/// <summary>Closes the books when it stops, and takes its time over it.</summary>
[Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class Accountant(IPluginContext context, ExportFactory<Books> books) : IPluginLifecycle
{
    public ValueTask StartAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(200, cancellationToken).ConfigureAwait(false);
        using var part = books.CreateExport();
        var counts = await part.Value.Catalog.CountAsync(cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(context.DataFolder, "counted"), counts.Patients.ToString(CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
    }
}
