using System.Globalization;
using Gantry.Contracts;
using static Gantry.Host.Administration.AdminEndpoints;

namespace Gantry.Host.Administration;

/// <summary><c>/admin/transactions</c>: the records of the transaction log that satisfy every condition of the query, the newest unless <c>after</c> is given; and one.</summary>
internal static class TransactionEndpoints
{
    public static Task<IResult> ListAsync(HttpContext context) => ServiceCall.UseAsync<ITransactionLog>(context, async (log, cancellationToken) =>
    {
        var records = new List<TransactionView>();
        var filter = TransactionQuery.Read(context.Request.Query);
        await foreach (var stored in log.FindAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            records.Add(TransactionView.Of(stored));
        }

        if (filter.IsNewestFirst)
        {
            records.Reverse(); // the newest were chosen; they are read in the order in which they happened
        }

        return Results.Json(new TransactionsView(records), TransactionJson.Default.TransactionsView);
    });

    public static Task<IResult> ShowAsync(HttpContext context) => ServiceCall.UseAsync<ITransactionLog>(context, async (log, cancellationToken) =>
    {
        var text = (string)context.Request.RouteValues["number"]!;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await log.GetAsync(number, cancellationToken).ConfigureAwait(false) is { } stored
            ? Results.Json(TransactionView.Of(stored), TransactionJson.Default.TransactionView)
            : Problem(404, "No such record", $"The transaction log has no record {text}.");
    });
}
