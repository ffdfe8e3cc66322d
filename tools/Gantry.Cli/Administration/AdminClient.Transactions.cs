namespace Gantry.Cli.Administration;

/// <content>The transaction log.</content>
internal sealed partial class AdminClient
{
    /// <summary>The records of the transaction log that satisfy every condition given, by the names of the admin API.</summary>
    public Task<TransactionList> TransactionsAsync(IEnumerable<(string Name, string Value)> conditions, CancellationToken cancellationToken) => CallAsync(
        HttpMethod.Get,
        "admin/transactions?" + string.Join('&', conditions.Select(condition => $"{condition.Name}={Uri.EscapeDataString(condition.Value)}")),
        null,
        TransactionJson.Default.TransactionList,
        cancellationToken);

    public Task<Transaction> TransactionAsync(long number, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, FormattableString.Invariant($"admin/transactions/{number}"), null, TransactionJson.Default.Transaction, cancellationToken);
}
