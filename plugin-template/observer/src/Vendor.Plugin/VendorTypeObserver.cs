using System.Composition;
using System.Globalization;
using Gantry.Contracts;

namespace VendorNamespace;

/// <summary>Writes a line for each operation into <c>operations.csv</c> in the plugin's data folder: time, caller, command, status, milliseconds.</summary>
/// <remarks>Shared: one observer for as long as this version of the plugin serves, called by many associations at once.</remarks>
[Export(typeof(IOperationObserver)), Shared]
[method: ImportingConstructor]
public sealed class VendorTypeObserver(IPluginContext plugin, IPluginSettings<VendorTypeSettings> settings, TimeProvider time) : IOperationObserver, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly string _path = Path.Combine(plugin.DataFolder, "operations.csv");

    public async ValueTask OnCompletedAsync(CompletedOperation operation, CancellationToken cancellationToken)
    {
        if (operation.Command == DimseCommand.CEcho && !settings.Current.WritesEcho)
        {
            return;
        }

        // No patient data: neither the identifier nor the instance is here to be written by mistake.
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{time.GetUtcNow():O},{operation.Context.CallingAETitle},{operation.Command},{operation.Status},{operation.Duration.TotalMilliseconds:F1}\n");
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await File.AppendAllTextAsync(_path, line, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();
}
