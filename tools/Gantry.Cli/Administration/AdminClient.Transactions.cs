using System.Buffers;
using System.Net.Http.Headers;

namespace Gantry.Cli.Administration;

/// <content>The transaction log.</content>
internal sealed partial class AdminClient
{
    /// <summary>The records of the transaction log that satisfy every condition given, by the names of the admin API.</summary>
    public Task<TransactionList> TransactionsAsync(IEnumerable<(string Name, string Value)> conditions, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, "admin/transactions?" + QueryOf(conditions), null, TransactionJson.Default.TransactionList, cancellationToken);

    /// <summary>Has the server ask the requests that satisfy every condition given again.</summary>
    public Task<ReplayReport> ReplayAsync(IEnumerable<(string Name, string Value)> conditions, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, "admin/transactions/replay?" + QueryOf(conditions), null, ReplayJson.Default.ReplayReport, cancellationToken);

    public Task<Transaction> TransactionAsync(long number, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, FormattableString.Invariant($"admin/transactions/{number}"), null, TransactionJson.Default.Transaction, cancellationToken);

    /// <summary>Adds records to the log, each of them an object in JSON; those that are there are passed over.</summary>
    public async Task<TransactionImportAnswer> AddTransactionsAsync(IEnumerable<byte[]> records, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        body.Write("{\"transactions\":["u8);
        foreach (var (index, record) in records.Index())
        {
            body.Write(index == 0 ? [] : ","u8);
            body.Write(record);
        }

        body.Write("]}"u8);
        using var content = new ReadOnlyMemoryContent(body.WrittenMemory);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await CallAsync(HttpMethod.Post, "admin/transactions", content, TransactionJson.Default.TransactionImportAnswer, cancellationToken).ConfigureAwait(false);
    }

    private static string QueryOf(IEnumerable<(string Name, string Value)> conditions) =>
        string.Join('&', conditions.Select(condition => $"{condition.Name}={Uri.EscapeDataString(condition.Value)}"));
}
