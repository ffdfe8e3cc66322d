using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Retention;

/// <summary>Looks at all studies once, and deletes those that are due.</summary>
/// <remarks>Catalog and store are leased to look at all, and then for each study anew, so that they can be replaced in a run that takes hours.</remarks>
[Export]
[method: ImportingConstructor]
public sealed class RetentionPass(
    ExportFactory<StudyReader> readers, ExportFactory<StudyRetirement> retirements, ExportFactory<WaitingSweep> sweeps, IPluginSettings<RetentionSettings> settings, TimeProvider time)
{
    private const int MostListed = 1_000;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(5);

    private readonly HashSet<ChosenStudy> _taken = new(ReferenceEqualityComparer.Instance); // one may be among the oldest of several volumes
    private readonly ImmutableArray<RetiredStudy>.Builder _listed = ImmutableArray.CreateBuilder<RetiredStudy>();
    private long _seen;
    private long _deleted;
    private long _instances;
    private long _bytes;
    private long _notSafe;
    private long _unclear;

    /// <summary>Runs; once for each of these.</summary>
    internal async Task<RetentionRun> RunAsync(bool isDryRun, CancellationToken cancellationToken)
    {
        var (begun, now) = (time.GetUtcNow(), settings.Current);
        var choice = new RetentionChoice(now, begun);
        await ChooseAsync(choice, cancellationToken).ConfigureAwait(false);
        foreach (var study in choice.Due)
        {
            await TakeAsync(choice, study, choice.DueBy, isDryRun, cancellationToken).ConfigureAwait(false);
        }

        var isFull = false;
        foreach (var quota in choice.Quotas)
        {
            isFull |= await FreeAsync(choice, quota, isDryRun, cancellationToken).ConfigureAwait(false);
        }

        isFull |= now.HighWaterBytes > 0 && await FreeAsync(choice, now, isDryRun, cancellationToken).ConfigureAwait(false);
        return new RetentionRun
        {
            StartedAt = begun,
            EndedAt = time.GetUtcNow(),
            IsDryRun = isDryRun,
            StudiesSeen = _seen,
            StudiesDeleted = _deleted,
            Instances = _instances,
            Bytes = _bytes,
            StudiesNotSafe = _notSafe,
            StudiesUnclear = _unclear,
            IsPartial = choice.IsPartial || isFull,
            Studies = _listed.ToImmutable(),
        };
    }

    private async Task ChooseAsync(RetentionChoice choice, CancellationToken cancellationToken)
    {
        using var export = readers.CreateExport();
        var reader = export.Value;
        await foreach (var found in reader.FindAsync(cancellationToken).ConfigureAwait(false))
        {
            _seen++;
            if (!choice.MayConcern(found))
            {
                continue;
            }

            if (await reader.ReadAsync(found, isThorough: false, choice.Reading, cancellationToken).ConfigureAwait(false) is { } study)
            {
                choice.Consider(found, study);
            }
            else
            {
                _unclear++;
            }
        }
    }

    /// <returns>True where the volume is fuller than it should be all the same.</returns>
    private async Task<bool> FreeAsync(RetentionChoice choice, VolumeQuota quota, bool isDryRun, CancellationToken cancellationToken)
    {
        if (choice.UsedOn(quota.Volume) <= quota.HighBytes)
        {
            return false;
        }

        foreach (var study in choice.OldestOn(quota.Volume))
        {
            if (choice.UsedOn(quota.Volume) <= quota.LowBytes)
            {
                break;
            }

            await TakeAsync(choice, study, facts => choice.QuotaBy(facts, quota), isDryRun, cancellationToken).ConfigureAwait(false);
        }

        return choice.UsedOn(quota.Volume) > quota.LowBytes;
    }

    /// <returns>True where the store is fuller than it should be all the same.</returns>
    private async Task<bool> FreeAsync(RetentionChoice choice, RetentionSettings now, bool isDryRun, CancellationToken cancellationToken)
    {
        var stored = await StoredBytesAsync(cancellationToken).ConfigureAwait(false) - (isDryRun ? _bytes : 0);
        if (stored <= now.HighWaterBytes)
        {
            return false;
        }

        var enough = _bytes + stored - now.LowWaterBytes;
        foreach (var study in choice.Oldest)
        {
            if (_bytes >= enough)
            {
                break;
            }

            await TakeAsync(choice, study, choice.WaterBy, isDryRun, cancellationToken).ConfigureAwait(false);
        }

        return _bytes < enough;
    }

    private async ValueTask<long> StoredBytesAsync(CancellationToken cancellationToken)
    {
        using var sweep = sweeps.CreateExport();
        return await sweep.Value.StoredBytesAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task TakeAsync(RetentionChoice choice, ChosenStudy chosen, Func<StudyFacts, string?> why, bool isDryRun, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_taken.Add(chosen))
        {
            return;
        }

        using (var retirement = retirements.CreateExport())
        {
            var (outcome, study) = await retirement.Value.TryAsync(chosen.Found, why, isDryRun, cancellationToken).ConfigureAwait(false);
            Count(outcome, study);
            if (outcome == RetirementOutcome.Deleted)
            {
                choice.Free(chosen);
            }
        }

        if (!isDryRun && TimeSpan.FromMinutes(1) / settings.Current.StudiesPerMinute is var pause && pause >= ShortestPause)
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Count(RetirementOutcome outcome, RetiredStudy? study)
    {
        _notSafe += outcome == RetirementOutcome.NotSafe ? 1 : 0;
        _unclear += outcome == RetirementOutcome.Unclear ? 1 : 0;
        if (study is null)
        {
            return;
        }

        (_deleted, _instances, _bytes) = (_deleted + 1, _instances + study.Instances, _bytes + study.Bytes);
        if (_listed.Count < MostListed)
        {
            _listed.Add(study);
        }
    }
}
