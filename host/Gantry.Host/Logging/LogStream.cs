using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gantry.Contracts;
using Gantry.Host.Users;

namespace Gantry.Host.Logging;

/// <summary>The log as it is written, for as long as somebody reads it who may (server-sent events of WHATWG HTML §9.2). Each event is a <see cref="LogView"/>, its id what to ask after next.</summary>
/// <remarks>Safe for concurrent use. Nothing is held for who reads slowly: what is not read in time is not among the last events any more.</remarks>
internal sealed class LogStream(RecentLog log, Identity identity, IHostApplicationLifetime lifetime)
{
    /// <summary>The most that follow at a time.</summary>
    public const int MostFollowers = 64;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15), Pause = TimeSpan.FromMilliseconds(150);
    private int _followers;

    /// <summary>The entries that there are, and those that come. It ends where the caller has lost the right, or the server stops; whoever still wants to follow asks anew.</summary>
    /// <exception cref="BadHttpRequestException">Too many follow already.</exception>
    public IAsyncEnumerable<SseItem<string>> FollowAsync(HttpContext context, LogQuery query, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _followers) > MostFollowers)
        {
            Interlocked.Decrement(ref _followers);
            throw new BadHttpRequestException("As many follow the log as the server takes: try again later.", StatusCodes.Status503ServiceUnavailable);
        }

        return ReadAsync(context, query, cancellationToken);
    }

    private async IAsyncEnumerable<SseItem<string>> ReadAsync(HttpContext context, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
            using var following = log.Follow();
            var (after, isFirst) = (query.After, true);
            while (!ending.IsCancellationRequested)
            {
                var view = log.View(query with { After = after });
                if (isFirst || view.Entries.Count > 0)
                {
                    yield return new SseItem<string>(JsonSerializer.Serialize(view, LogJson.Default.LogView), "log") { EventId = $"{view.Last}" };
                }

                (after, isFirst) = (view.Last, false);
                if (!await WaitAsync(following, ending.Token).ConfigureAwait(false))
                {
                    yield break;
                }

                if (!await MayReadAsync(context, ending.Token).ConfigureAwait(false))
                {
                    yield break;
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _followers);
        }
    }

    // Events come in bursts: those of a moment are told together.
    private static async ValueTask<bool> WaitAsync(Following following, CancellationToken cancellationToken)
    {
        try
        {
            await following.WaitAsync(Longest, cancellationToken).ConfigureAwait(false);
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async ValueTask<bool> MayReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await identity.FindAsync(context, cancellationToken).ConfigureAwait(false) is { } user && user.Has(Rights.ReadLog);
        }
        catch (Exception exception) when (exception is CatalogException or OperationCanceledException)
        {
            return false; // whoever asks anew is told why
        }
    }
}
