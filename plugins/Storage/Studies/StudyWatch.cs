using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>Finds the studies that are complete, and has the observers told: nothing has come for the quiet period, or as much has come as was expected.</summary>
[Export, Shared]
[method: ImportingConstructor]
public sealed class StudyWatch(
    PendingStudies pending, ExportFactory<StudyCount> counts, IStudyEvents events, IPluginSettings<StorageSettings> settings, TimeProvider time, ILoggerFactory loggers)
{
    // Of studies that say how many instances they have: when the last one had come that was counted.
    private readonly Dictionary<Uid, DateTimeOffset> _counted = [];
    private readonly ILogger _logger = loggers.CreateLogger<StudyWatch>();

    /// <summary>Looks once. One caller at a time.</summary>
    /// <exception cref="CatalogException">The catalog cannot tell; what is left is looked at again.</exception>
    /// <exception cref="IOException">The pending studies cannot be read.</exception>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var quietSince = time.GetUtcNow() - settings.Current.StudyQuietPeriod;
        foreach (var study in pending.List())
        {
            var isQuiet = study.LastReceivedAt <= quietSince;
            var isNews = study.Expected is not null && _counted.GetValueOrDefault(study.Study) != study.LastReceivedAt;
            if (isQuiet || isNews)
            {
                await LookAsync(study, isQuiet, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task LookAsync(PendingStudy study, bool isQuiet, CancellationToken cancellationToken)
    {
        long instances;
        using (var count = counts.CreateExport())
        {
            instances = await count.Value.OfAsync(study.Study, cancellationToken).ConfigureAwait(false);
        }

        if (!isQuiet && instances < study.Expected)
        {
            _counted[study.Study] = study.LastReceivedAt;
            return;
        }

        if (!pending.TryClaim(study))
        {
            return; // more has come
        }

        _counted.Remove(study.Study);
        if (instances > 0)
        {
            await TellAsync(study, instances, cancellationToken).ConfigureAwait(false);
        }

        pending.Forget(study);
    }

    private async Task TellAsync(PendingStudy study, long instances, CancellationToken cancellationToken)
    {
        var complete = new CompleteStudy
        {
            StudyInstanceUid = study.Study,
            Instances = instances,
            ExpectedInstances = study.Expected,
            CallingAETitle = study.Caller,
            CalledAETitles = study.Called,
            LastReceivedAt = study.LastReceivedAt,
        };
        try
        {
            await events.TellCompleteAsync(complete, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            pending.GiveBack(study.Study);
            throw;
        }

        if (study.Expected > instances)
        {
            _logger.StudyIncomplete(study.Study, instances, study.Expected.Value);
        }
        else
        {
            _logger.StudyComplete(study.Study, instances);
        }
    }
}
