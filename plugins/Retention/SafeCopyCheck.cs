using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Retention;

/// <summary>Tells whether a study may be deleted as far as other archives go.</summary>
[Export]
[method: ImportingConstructor]
public sealed class SafeCopyCheck(ICommitmentLedger ledger, IPluginSettings<RetentionSettings> settings)
{
    /// <summary>True where none is needed, or one archive has committed to every instance.</summary>
    /// <exception cref="CatalogException">The ledger cannot be read.</exception>
    internal async ValueTask<bool> IsSafeAsync(StudyFacts study, CancellationToken cancellationToken)
    {
        var now = settings.Current;
        if (!now.RequiresSafeCopy)
        {
            return true;
        }

        SopReference[] references = [.. study.Instances.Select(instance => new SopReference(instance.SopClass, instance.SopInstance)).Distinct()];
        foreach (var archive in now.SafeArchives)
        {
            if (AETitle.TryParse(archive, out var title)
                && (await ledger.FindSafeCopiesAsync(title, references, cancellationToken).ConfigureAwait(false)).Count == references.Length)
            {
                return true;
            }
        }

        return false;
    }
}
