using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Rehearsals;

/// <summary>A catalog that is read, and takes note of what it is to change. An instance that is entered is taken as one that is new: what is asked again was.</summary>
internal sealed class RehearsedCatalog(ICatalog catalog, Rehearsal rehearsal) : ICatalog
{
    public async ValueTask<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken)
    {
        var outcomes = new List<AddOutcome>(entries.Count);
        foreach (var entry in entries)
        {
            var outcome = entry.RefusesConflict ? await ConflictOfAsync(entry.Attributes, cancellationToken).ConfigureAwait(false) : AddOutcome.Added;
            if (outcome == AddOutcome.Added)
            {
                rehearsal.Note(EffectOf("catalogued", entry, ""));
            }

            outcomes.Add(outcome);
        }

        return outcomes;
    }

    public ValueTask<bool> ReplaceAsync(CatalogEntry entry, string location, CancellationToken cancellationToken)
    {
        rehearsal.Note(EffectOf("replaced", entry, location));
        return ValueTask.FromResult(true);
    }

    public IAsyncEnumerable<DicomDataSet> FindAsync(CatalogQuery query, CancellationToken cancellationToken) => catalog.FindAsync(query, cancellationToken);

    public IAsyncEnumerable<CatalogInstance> SelectAsync(InstanceSelection selection, CancellationToken cancellationToken) => catalog.SelectAsync(selection, cancellationToken);

    public async ValueTask<IReadOnlyList<CatalogInstance>> RemoveAsync(InstanceSelection selection, CancellationToken cancellationToken)
    {
        var removed = await catalog.SelectAsync(selection, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        removed.ForEach(instance => rehearsal.Note(new RehearsedEffect("removed", instance.SopInstance.Value, "")));
        return removed;
    }

    public ValueTask<CatalogCounts> CountAsync(CancellationToken cancellationToken) => catalog.CountAsync(cancellationToken);

    private static RehearsedEffect EffectOf(string kind, CatalogEntry entry, string detail) =>
        new(kind, entry.Attributes.GetString(Tags.SOPInstanceUID) ?? "", detail.Length > 0 ? detail : entry.TransferSyntax.ToString(), entry.Attributes);

    private async ValueTask<AddOutcome> ConflictOfAsync(DicomDataSet attributes, CancellationToken cancellationToken)
    {
        var series = new InstanceSelection { Series = [.. attributes.GetUids(Tags.SeriesInstanceUID)] };
        var study = new InstanceSelection { Studies = [.. attributes.GetUids(Tags.StudyInstanceUID)] };
        var patient = attributes.GetString(Tags.PatientID);
        if (await HasAsync(series, cancellationToken).ConfigureAwait(false) && !await HasAsync(series with { Studies = study.Studies }, cancellationToken).ConfigureAwait(false))
        {
            return AddOutcome.SeriesOfOtherStudy;
        }

        return !string.IsNullOrEmpty(patient) && await HasAsync(study, cancellationToken).ConfigureAwait(false)
            && !await HasAsync(study with { PatientId = patient }, cancellationToken).ConfigureAwait(false)
            ? AddOutcome.StudyOfOtherPatient
            : AddOutcome.Added;
    }

    private ValueTask<bool> HasAsync(InstanceSelection selection, CancellationToken cancellationToken) => catalog.SelectAsync(selection, cancellationToken).AnyAsync(cancellationToken);
}
