using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Commit;

/// <summary>A claimed job: its lease is extended until it is given back, or was lost to another.</summary>
internal sealed class HeldJob : IAsyncDisposable
{
    /// <summary>How long a job of a host that died is left alone.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    private readonly Ledger _ledger;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _ended;
    private readonly Task _extending;
    private StoredJob _stored;
    private bool _isHeld = true;

    public HeldJob(Ledger ledger, StoredJob stored, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        (_ledger, _stored, _time, _logger) = (ledger, stored, time, logger);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _extending = ExtendAsync();
    }

    /// <summary>The job as it is in the ledger.</summary>
    public Job Job => _stored.Job;

    /// <summary>Cancelled where the job is not to be worked on any longer: it was lost, or the plugin stops.</summary>
    public CancellationToken Token => _ended.Token;

    /// <summary>Saves progress and goes on holding the job.</summary>
    /// <exception cref="OperationCanceledException">It is held no longer: another has changed or claimed it.</exception>
    /// <exception cref="CatalogException">The ledger cannot take it.</exception>
    public Task SaveAsync(Job changed) => UpdateAsync(changed, keeps: true);

    /// <summary>Saves what has become of the job and gives it back. Does nothing where it was lost: then another does the same.</summary>
    /// <exception cref="CatalogException">The ledger cannot take it; others may claim it once the lease has ended.</exception>
    public async Task GiveBackAsync(Job changed)
    {
        try
        {
            await UpdateAsync(changed, keeps: false).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _logger.LostToAnother(changed.Uid);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _extending.ConfigureAwait(false);
        _ended.Dispose();
        _turn.Dispose();
    }

    private async Task UpdateAsync(Job? changed, bool keeps)
    {
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (!_isHeld)
            {
                throw new OperationCanceledException("The job is held no longer.");
            }

            var now = _time.GetUtcNow();
            var lease = keeps ? _stored.Lease! with { EndsAt = now + LeaseTime } : null;
            var updated = await _ledger.UpdateAsync(_stored, changed ?? _stored.Job, lease, now).ConfigureAwait(false);
            _isHeld = keeps && updated is not null;
            if (updated is null)
            {
                await _ended.CancelAsync().ConfigureAwait(false);
                throw new OperationCanceledException("Another has changed or claimed the job.");
            }

            _stored = updated;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ExtendAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(LeaseTime / 4, _time, Token).ConfigureAwait(false);
                await ExtendOnceAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            await _ended.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task ExtendOnceAsync()
    {
        try
        {
            await UpdateAsync(changed: null, keeps: true).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A database that is away for a moment costs nothing; one that is away for as long as the lease lets others claim the job.
            _logger.LeaseNotExtended(Job.Uid, exception.Message);
            if (_stored.Lease!.EndsAt <= _time.GetUtcNow())
            {
                throw new OperationCanceledException("The lease has ended.", exception);
            }
        }
    }
}
