using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Has studies put on media by themselves once they are complete, where settings name the AE that sent them, or the title by which it called.</summary>
[Export(typeof(IStudyObserver))]
[method: ImportingConstructor]
public sealed class BurnObserver(ICatalog catalog, MediaRequests requests, IPluginSettings<MediaSettings> settings, ILoggerFactory loggers) : IStudyObserver
{
    private readonly ILogger _logger = loggers.CreateLogger<BurnObserver>();

    /// <inheritdoc/>
    public async ValueTask OnCompleteAsync(CompleteStudy study, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(study);
        var devices = settings.Current.DevicesOf(study).ToList();
        if (devices.Count == 0)
        {
            return;
        }

        var instances = new List<SopReference>();
        await foreach (var instance in catalog.SelectAsync(new InstanceSelection { Studies = [study.StudyInstanceUid] }, cancellationToken).ConfigureAwait(false))
        {
            instances.Add(new SopReference(instance.SopClass, instance.SopInstance));
        }

        foreach (var device in instances.Count == 0 ? [] : devices)
        {
            await BurnAsync(study, [.. instances], device, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask BurnAsync(CompleteStudy study, ImmutableArray<SopReference> instances, string device, CancellationToken cancellationToken)
    {
        try
        {
            var (request, caller) = (new MediaCreationRequest(instances), new CatalogCaller(study.CallingAETitle, null));
            var stored = await requests.CreateAsync(request, device, 1, MediaPriority.Medium, caller, cancellationToken).ConfigureAwait(false);
            _logger.BurnsByItself(study.StudyInstanceUid, study.CallingAETitle.Value, stored.Job.Uid);
        }
        catch (ArgumentException refusal)
        {
            _logger.NotBurnt(study.StudyInstanceUid, study.CallingAETitle.Value, refusal.Message);
        }
    }
}
