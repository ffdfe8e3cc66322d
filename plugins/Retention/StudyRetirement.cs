using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Retention;

/// <summary>Deletes one study that was chosen, where it is still due.</summary>
[Export]
[method: ImportingConstructor]
public sealed class StudyRetirement(StudyReader reader, SafeCopyCheck safe, StudyDeletion deletion, IPluginSettings<RetentionSettings> settings)
{
    /// <summary>Asks once more, of every instance: one may have come since, or between those that were looked at.</summary>
    /// <param name="found">The study, as the catalog has answered.</param>
    /// <param name="why">Why it is deleted; null where it is kept.</param>
    /// <param name="isDryRun">True to delete nothing.</param>
    /// <param name="cancellationToken">Ends the looking; a deletion that has begun is ended.</param>
    /// <returns>What became of it, and the study where it is deleted.</returns>
    internal async ValueTask<(RetirementOutcome Outcome, RetiredStudy? Study)> TryAsync(
        DicomDataSet found, Func<StudyFacts, string?> why, bool isDryRun, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(found, isThorough: true, settings.Current.DecidingReading, cancellationToken).ConfigureAwait(false) is not { } study)
        {
            return (RetirementOutcome.Unclear, null);
        }

        if (why(study) is not { } reason)
        {
            return (RetirementOutcome.Kept, null);
        }

        if (!await safe.IsSafeAsync(study, cancellationToken).ConfigureAwait(false))
        {
            return (RetirementOutcome.NotSafe, null);
        }

        if (!isDryRun)
        {
            await deletion.DeleteAsync(DeletionOrder.Of(study, reason)).ConfigureAwait(false);
        }

        return (RetirementOutcome.Deleted, new RetiredStudy(study.Study, study.Instances.Length, study.Bytes, reason));
    }
}
