using System.Globalization;
using Gantry.Contracts;
using static Gantry.Host.Administration.AdminEndpoints;

namespace Gantry.Host.Administration;

/// <summary>
/// <c>/admin/transactions</c>: the records of the transaction log that satisfy every condition of the query, the newest unless <c>after</c> is given; and one.
/// With <c>data-sets=true</c> they have the data sets that were kept, and may be fewer than <c>limit</c>: there are no more where there is none.
/// </summary>
internal static class TransactionEndpoints
{
    // Who asks for data sets asks for those after the last again, until there are none.
    private const long MostDataSetBytes = 8_000_000;

    public static Task<IResult> ListAsync(HttpContext context) => ServiceCall.UseAsync<ITransactionLog>(context, async (log, cancellationToken) =>
    {
        var records = new List<TransactionView>();
        var filter = TransactionQuery.Read(context.Request.Query);
        var dataSetBytes = 0L;
        await foreach (var stored in log.FindAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            var view = TransactionView.Of(stored);
            records.Add(view);
            dataSetBytes += view.DataSet?.GetRawText().Length ?? 0;
            if (dataSetBytes >= MostDataSetBytes)
            {
                break;
            }
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
