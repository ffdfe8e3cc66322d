using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Fixtures.Tuned;

/// <summary>Answers each query with its settings, and with those it was told of.</summary>
[ExportDimseHandler(typeof(ICFindHandler), "1.2.840.10008.5.1.4.1.2.2.1")]
[method: ImportingConstructor]
public sealed class TunedFinder(IPluginSettings<TunedSettings> settings, Applier applier) : ICFindHandler
{
    public ValueTask<FinalResponse> HandleAsync(CFindRequest request, IPendingResponses<DicomDataSet> pending, CancellationToken cancellationToken)
    {
        var now = settings.Current;
        var text = string.Create(CultureInfo.InvariantCulture, $"{now.Count} {now.Colour} {now.Patience.TotalSeconds} {string.Join('+', now.Peers)} told {applier.Told}");
        return ValueTask.FromResult(new FinalResponse(DimseStatus.Success, text));
    }
}

/// <summary>Refuses an unlucky number, and never ends with another.</summary>
[Export(typeof(IAppliesSettings<TunedSettings>)), Export, Shared]
public sealed class Applier : IAppliesSettings<TunedSettings>
{
    public int Told { get; private set; }

    public async ValueTask ApplyAsync(TunedSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Count == 13)
        {
            throw new InvalidOperationException("13 brings bad luck.");
        }

        if (settings.Count == 7)
        {
            await Task.Delay(Timeout.Infinite, CancellationToken.None).ConfigureAwait(false);
        }

        Told = settings.Count;
    }
}

/// <summary>Does not start with some patience.</summary>
[Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class Starter(IPluginSettings<TunedSettings> settings) : IPluginLifecycle
{
    public ValueTask StartAsync(CancellationToken cancellationToken) => settings.Current.Patience == TimeSpan.FromMinutes(5)
        ? throw new InvalidOperationException("That is too long for this machine.")
        : ValueTask.CompletedTask;

    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
