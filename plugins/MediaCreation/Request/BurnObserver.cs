using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Has studies put on media by themselves once they are complete, where settings name the AE that sent them.</summary>
[Export(typeof(IStudyObserver))]
[method: ImportingConstructor]
public sealed class BurnObserver(ICatalog catalog, MediaRequests requests, IPluginSettings<MediaSettings> settings, ILoggerFactory loggers) : IStudyObserver
{
    private readonly ILogger _logger = loggers.CreateLogger<BurnObserver>();

    /// <inheritdoc/>
    public async ValueTask OnCompleteAsync(CompleteStudy study, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(study);
        if (AETitlePattern.Find(settings.Current.BurnFrom, study.CallingAETitle) is not { } device)
        {
            return;
        }

        var instances = new List<SopReference>();
        await foreach (var instance in catalog.SelectAsync(new InstanceSelection { Studies = [study.StudyInstanceUid] }, cancellationToken).ConfigureAwait(false))
        {
            instances.Add(new SopReference(instance.SopClass, instance.SopInstance));
        }

        if (instances.Count == 0)
        {
            return;
        }

        try
        {
            var request = new MediaCreationRequest([.. instances]);
            var stored = await requests.CreateAsync(request, device, 1, MediaPriority.Medium, new CatalogCaller(study.CallingAETitle, null), cancellationToken).ConfigureAwait(false);
            _logger.BurnsByItself(study.StudyInstanceUid, study.CallingAETitle.Value, stored.Job.Uid);
        }
        catch (ArgumentException refusal)
        {
            _logger.NotBurnt(study.StudyInstanceUid, study.CallingAETitle.Value, refusal.Message);
        }
    }
}
