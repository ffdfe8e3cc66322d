using Gantry.Contracts;
using Gantry.Host.Administration;

namespace Gantry.Host.Web;

/// <summary>Writes what a plugin answers, and what the host answers in its place.</summary>
internal static class WebResponses
{
    public static async Task WriteAsync(HttpContext context, WebResponse answer, WebProgress progress, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers.Append(name, value);
        }

        response.Headers.XContentTypeOptions = "nosniff";
        if (answer.Problem is { } problem)
        {
            WebNotes.Keep(context, problem.Detail);
            await AdminEndpoints.Problem(answer.Status, problem.Title, problem.Detail).ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body is null && answer.Status is not (204 or 304) ? 0 : answer.Length;
        if (answer.Body is { } body && !HttpMethods.IsHead(context.Request.Method))
        {
            await body(new WatchedWriter(response.BodyWriter, progress), cancellationToken).ConfigureAwait(false);
            await response.BodyWriter.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Answers that it cannot be done; where a part of the response has gone already, its connection is closed, so that the client sees that it is cut short.</summary>
    /// <returns>False where it was cut short.</returns>
    public static async Task<bool> TryFailAsync(HttpContext context, WebProgress progress, int status, string title, string detail)
    {
        WebNotes.Keep(context, detail);
        if (context.Response.HasStarted || progress.HasWritten)
        {
            context.Abort();
            return false;
        }

        context.Response.Clear();
        if (status == 503)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        await AdminEndpoints.Problem(status, title, detail).ExecuteAsync(context).ConfigureAwait(false);
        return true;
    }
}
