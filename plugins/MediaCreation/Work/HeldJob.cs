using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>A claimed request: its lease is extended until it is given back, or was lost to another.</summary>
internal sealed class HeldJob : IAsyncDisposable
{
    /// <summary>How long a request of a host that died is left alone.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    private readonly Queue _queue;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _ended;
    private readonly Task _extending;
    private StoredJob _stored;

    public HeldJob(Queue queue, StoredJob stored, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        (_queue, _stored, _time, _logger) = (queue, stored, time, logger);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _extending = ExtendAsync();
    }

    /// <summary>The request as it is in the queue.</summary>
    public Job Job => _stored.Job;

    /// <summary>False once another has changed or claimed it.</summary>
    public bool IsHeld { get; private set; } = true;

    /// <summary>Cancelled where it is not to be worked on any longer: it was lost, or the plugin stops.</summary>
    public CancellationToken Token => _ended.Token;

    /// <summary>Saves how far it is.</summary>
    /// <param name="changed">What it becomes; null to leave it as it is.</param>
    /// <param name="keeps">True to go on holding it, false to give it back.</param>
    /// <returns>False where it was lost: another has changed, cancelled or claimed it.</returns>
    /// <exception cref="CatalogException">The queue cannot take it.</exception>
    public async Task<bool> SaveAsync(Job? changed, bool keeps)
    {
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (!IsHeld)
            {
                return false;
            }

            var now = _time.GetUtcNow();
            var updated = await _queue.UpdateAsync(_stored, changed ?? _stored.Job, keeps ? _stored.Lease! with { EndsAt = now + LeaseTime } : null, now).ConfigureAwait(false);
            IsHeld = keeps && updated is not null;
            if (updated is null)
            {
                _logger.LostToAnother(_stored.Job.Uid);
                await _ended.CancelAsync().ConfigureAwait(false);
                return false;
            }

            _stored = updated;
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _extending.ConfigureAwait(false);
        _ended.Dispose();
        _turn.Dispose();
    }

    private async Task ExtendAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(LeaseTime / 8, _time, Token).ConfigureAwait(false);
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
            await SaveAsync(changed: null, keeps: true).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A database that is away for a moment costs nothing; one that is away for as long as the lease lets others claim the request.
            _logger.LeaseNotExtended(Job.Uid, exception.Message);
            if (_stored.Lease!.EndsAt <= _time.GetUtcNow())
            {
                throw new OperationCanceledException("The lease has ended.", exception);
            }
        }
    }
}
