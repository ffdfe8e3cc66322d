using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Listener;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Maintenance.Replays;

/// <summary>
/// Asks requests of the transaction log again and compares the answers with what was recorded; where versions of plugins are on trial, with theirs, too. What
/// stores, sends or changes anything is left out, or rehearsed: then nothing of it is done.
/// </summary>
/// <param name="registry">The plugins.</param>
/// <param name="own">Associations of the server with itself.</param>
/// <param name="time">The clock.</param>
/// <param name="rehearses">True to rehearse what changes anything.</param>
internal sealed class Replay(PluginRegistry registry, OwnAssociations own, TimeProvider time, bool rehearses)
{
    private const int MostListed = 200;

    private readonly ReplayAsking _asking = new(own, time);
    private readonly ReplayCalls _calls = new(registry);
    private readonly List<ReplayedRequest> _different = [];
    private readonly SortedDictionary<string, int> _leftOut = new(StringComparer.Ordinal);
    private (int Replayed, int Rehearsed, int Different, int OnTrial) _counts;
    private (TimeSpan Recorded, TimeSpan Serving, TimeSpan Trial) _times;

    /// <summary>Runs; once for each of these.</summary>
    /// <param name="filter">The requests, the newest of which are taken, and asked in the order in which they were.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ServiceUnavailableException">Nobody provides the log.</exception>
    /// <exception cref="CatalogException">The log cannot be read.</exception>
    public async Task<ReplayReport> RunAsync(TransactionFilter filter, CancellationToken cancellationToken)
    {
        var trials = registry.Slots.Where(slot => slot.Canary is not null).Select(slot => $"{slot.Current} -> {slot.Canary!.Generation}").ToList();
        foreach (var number in await NumbersAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            if (await RecordAsync(number, cancellationToken).ConfigureAwait(false) is { } record)
            {
                await ReplayAsync(number, record, trials.Count > 0, cancellationToken).ConfigureAwait(false);
            }
        }

        return new ReplayReport(
            _counts.Replayed, _counts.Rehearsed, _counts.Different, _counts.OnTrial, _leftOut, trials, _times.Recorded.TotalMilliseconds, _times.Serving.TotalMilliseconds,
            trials.Count > 0 ? _times.Trial.TotalMilliseconds : null, _different);
    }

    private async Task ReplayAsync(long number, TransactionRecord record, bool isTrial, CancellationToken cancellationToken)
    {
        if (ReplayRequest.ReasonAgainst(record, rehearses) is { } reason)
        {
            LeaveOut(reason);
            return;
        }

        if (await CallAsync(record, cancellationToken).ConfigureAwait(false) is not { } call)
        {
            LeaveOut($"{record.Command}: its instance is stored no more, or cannot be read.");
            return;
        }

        var serving = await _asking.AskAsync(record, call, takesTrial: false, cancellationToken).ConfigureAwait(false);
        var trial = isTrial && serving.Refusal is null ? await _asking.AskAsync(record, call, takesTrial: true, cancellationToken).ConfigureAwait(false) : null;
        if ((serving.Refusal ?? trial?.Refusal) is { } refusal)
        {
            LeaveOut($"{record.Command}: {refusal}");
            return;
        }

        var taken = record.Command == ReplayRequest.Get ? await TakenAsync(record, cancellationToken).ConfigureAwait(false) : null;
        List<ReplayDifference> sinceRecorded = [.. ReplayDifference.From(record, serving, taken, call.Stored)];
        List<ReplayDifference> onTrial = trial is null ? [] : [.. ReplayDifference.Between(serving, trial)];
        _counts = (_counts.Replayed + 1, _counts.Rehearsed + (ReplayRequest.IsRehearsed(record) ? 1 : 0), _counts.Different + (sinceRecorded.Count > 0 ? 1 : 0), _counts.OnTrial + (onTrial.Count > 0 ? 1 : 0));
        _times = (_times.Recorded + record.Duration, _times.Serving + serving.Duration, _times.Trial + (trial?.Duration ?? default));
        if (sinceRecorded.Count + onTrial.Count > 0 && _different.Count < MostListed)
        {
            _different.Add(new ReplayedRequest(number, record.At, record.Command, record.RemoteAETitle.Value, sinceRecorded, onTrial));
        }
    }

    private void LeaveOut(string reason) => _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + 1;

    private async ValueTask<ReplayCall?> CallAsync(TransactionRecord record, CancellationToken cancellationToken)
    {
        try
        {
            return await _calls.OfAsync(record, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return null; // one that is damaged says nothing of the others; the verification of the store tells of it
        }
    }

    private async ValueTask<IReadOnlySet<Uid>?> TakenAsync(TransactionRecord record, CancellationToken cancellationToken)
    {
        using var leases = new OperationLeases(registry);
        return await ReplaySubOperations.FindAsync(leases.Get<ITransactionLog>(), record, cancellationToken).ConfigureAwait(false);
    }

    // Numbers first: with their data sets, thousands would be held at once. What is asked again is in the log, too, and not among them.
    private async ValueTask<List<long>> NumbersAsync(TransactionFilter filter, CancellationToken cancellationToken)
    {
        using var leases = new OperationLeases(registry);
        var numbers = new List<long>();
        var wanted = filter with { Kinds = [TransactionKind.Operation], Direction = TransactionDirection.Incoming, IsNewestFirst = true, IncludesDataSets = false };
        await foreach (var stored in leases.Get<ITransactionLog>().FindAsync(wanted, cancellationToken).ConfigureAwait(false))
        {
            numbers.Add(stored.Number);
        }

        numbers.Reverse();
        return numbers;
    }

    private async ValueTask<TransactionRecord?> RecordAsync(long number, CancellationToken cancellationToken)
    {
        using var leases = new OperationLeases(registry); // the log's database may be replaced meanwhile
        return (await leases.Get<ITransactionLog>().GetAsync(number, cancellationToken).ConfigureAwait(false))?.Record;
    }
}
