using System.Composition;
using Gantry.Contracts;
using Gantry.Host.Logging;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;
using Gantry.Host.Users;

namespace Gantry.Host.Web;

/// <summary>Makes the handler of one request, calls it, writes what it answers, and gives everything back.</summary>
internal sealed class WebCalls(PluginRegistry registry, GantrySettings settings, TimeProvider time, ILogger<WebCalls> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private sealed record Call(HttpContext Context, WebMatch Match, SignedInUser User, PluginGeneration Generation, string Id, WebProgress Progress, CancellationTokenSource Cancellation)
    {
        public Lock Gate { get; } = new();

        public WebOutcome Outcome { get; set; } = WebOutcome.Answered;

        /// <summary>When it was seen that it is cancelled; null before.</summary>
        public long? Cancelled { get; set; }

        /// <summary>Ends with it, where it was given up; null before.</summary>
        public TaskCompletionSource? Abandoned { get; set; }
    }

    /// <summary>Performs a request and has it watched: one without progress is cancelled, and one that does not heed that has its connection closed.</summary>
    /// <remarks>
    /// It returns when the plugin has ended, however long that is: what it was given of the server's belongs to this request until then, and is used for another afterwards. The plugin
    /// begins on the caller's thread, which works for this request alone: another is not woken for it, which takes longer than a short request does.
    /// </remarks>
    /// <returns>How it ended.</returns>
    public async Task<WebOutcome> PerformAsync(HttpContext context, WebMatch match, SignedInUser user, PluginGeneration generation, string correlationId, WebProgress progress)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, generation.CancelOperations);
        var call = new Call(context, match, user, generation, correlationId, progress, cancellation);
        try
        {
            // On threads of its own: a plugin that blocks this one is seen all the same.
            var watch = time.CreateTimer(_ => Watch(call), null, Interval, Interval);
            await using (watch.ConfigureAwait(false))
            {
                await PerformAsync(call, cancellation.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            call.Abandoned?.TrySetResult();
        }

        return call.Outcome == WebOutcome.Answered && context.Response.StatusCode >= 500 ? WebOutcome.Failed : call.Outcome;
    }

    private void Watch(Call call)
    {
        lock (call.Gate)
        {
            if (call.Abandoned is not null)
            {
                return;
            }

            if (call.Cancelled is { } since)
            {
                if (time.GetElapsedTime(since) >= settings.OperationGrace)
                {
                    call.Abandoned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    Abandon(call, call.Abandoned.Task);
                }
            }
            else if (call.Cancellation.IsCancellationRequested)
            {
                call.Cancelled = time.GetTimestamp();
            }
            else if (call.Progress.Idle >= settings.OperationTimeout)
            {
                logger.RequestHangs(call.Id, call.Generation.ToString(), (long)call.Progress.Idle.TotalSeconds);
                call.Cancelled = time.GetTimestamp();
                _ = call.Cancellation.CancelAsync(); // what a plugin registered on the token runs there, not here
            }
        }
    }

    private void Abandon(Call call, Task performing)
    {
        logger.RequestAbandoned(call.Id, call.Generation.ToString());
        call.Generation.Abandon(performing);
        Fault(call, "a request that does not end");
        call.Context.Abort();
    }

    private async Task PerformAsync(Call call, CancellationToken cancellationToken)
    {
        var generation = call.Generation;
        RunningCode.Enter(generation.Running);
        try
        {
            await UseAsync(call, cancellationToken).ConfigureAwait(false);
            generation.Quarantine.Succeeded();
        }
        catch (ServiceUnavailableException missing)
        {
            generation.Quarantine.Succeeded(); // no fault of this plugin's, nor are those that follow
            await FailAsync(call, 503, "Not available", missing.Message).ConfigureAwait(false);
        }
        catch (CatalogException failure)
        {
            generation.Quarantine.Succeeded();
            await FailAsync(call, failure.IsTransient ? 503 : 500, "Not done", failure.Message).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever a plugin throws of a client that is gone
        catch (Exception) when (call.Context.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            generation.Quarantine.Succeeded(); // the client is gone: nobody reads the answer
            call.Outcome = call.Outcome == WebOutcome.Fault ? WebOutcome.Fault : WebOutcome.Unread;
            call.Context.Abort();
        }
        catch (BadHttpRequestException bad)
        {
            generation.Quarantine.Succeeded();
            await FailAsync(call, bad.StatusCode, "Bad request", bad.Message).ConfigureAwait(false);
        }
        catch (IOException unreadable)
        {
            generation.Quarantine.Succeeded(); // a disk's fault, not the plugin's
            logger.WebHandlerThrew(call.Id, generation.ToString(), FaultText.Short(unreadable, registry.LogsPatientData));
            await FailAsync(call, 500, "Not done", "What is asked for cannot be read.").ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            generation.Quarantine.Succeeded();
            await FailAsync(call, 503, "Not available", "The server ended the request.").ConfigureAwait(false);
        }
#pragma warning disable CA1031 // an exception of a plugin is a bug of the plugin's; it becomes text here, for the object would hold its load context
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.WebHandlerThrew(call.Id, generation.ToString(), FaultText.Of(exception, registry.LogsPatientData));
            Fault(call, FaultText.Short(exception, registry.LogsPatientData));
            await FailAsync(call, 500, "Fault", $"{generation.Manifest.Id} threw {exception.GetType().Name}.").ConfigureAwait(false);
        }
    }

    // The composition disposes in the order of creation, imports first; so the handler itself is asked to let go before them.
    private static async Task UseAsync(Call call, CancellationToken cancellationToken)
    {
        Export<IWebHandler> export = call.Match.Export.Create();
        try
        {
            var request = WebRequests.Of(call.Context, call.Match, call.User, call.Id, call.Progress);
            var response = await export.Value.HandleAsync(request, cancellationToken).ConfigureAwait(false);
            await WebResponses.WriteAsync(call.Context, response, call.Progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (export.Value is IAsyncDisposable handler)
            {
                await handler.DisposeAsync().ConfigureAwait(false);
            }

            export.Dispose();
        }
    }

    private async Task FailAsync(Call call, int status, string title, string detail)
    {
        if (status >= 500 && call.Outcome == WebOutcome.Answered)
        {
            call.Outcome = WebOutcome.Failed;
        }

        if (!await WebResponses.TryFailAsync(call.Context, call.Progress, status, title, detail).ConfigureAwait(false))
        {
            logger.RequestCutShort(call.Id, call.Generation.ToString(), detail);
        }
    }

    private void Fault(Call call, string fault)
    {
        var generation = call.Generation;
        call.Outcome = WebOutcome.Fault;
        if (generation.Quarantine.Faulted(fault) is { } until)
        {
            logger.PluginQuarantined(generation.ToString(), until, generation.Quarantine.Faults);
        }
    }
}
