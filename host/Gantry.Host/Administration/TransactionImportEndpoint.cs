using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Contracts;
using Microsoft.AspNetCore.Http.Features;

namespace Gantry.Host.Administration;

/// <summary>
/// POST <c>/admin/transactions</c>: adds records as GET gives them, <c>{"transactions": [...]}</c>, at most 1,000 and 16 MB at once. What is there already is passed over;
/// what is no record is told with its index, and the others are added.
/// </summary>
internal static class TransactionImportEndpoint
{
    private const int MostRecords = 1_000;
    private const long MostBytes = 16 << 20;

    public static async Task<IResult> AddAsync(HttpContext context)
    {
        var records = new List<TransactionRecord>();
        var problems = new List<TransactionProblem>();
        foreach (var (index, json) in (await RequestAsync(context).ConfigureAwait(false)).Index())
        {
            try
            {
                records.Add(TransactionReader.Read(json));
            }
            catch (FormatException exception)
            {
                problems.Add(new(index, exception.Message));
            }
        }

        return await ServiceCall.UseAsync<ITransactionLog>(context, async (log, cancellationToken) =>
        {
            var added = await TransactionImport.AddAsync(log, records, cancellationToken).ConfigureAwait(false);
            return Results.Json(new TransactionImportView(added, records.Count - added, problems), TransactionImportJson.Default.TransactionImportView);
        }).ConfigureAwait(false);
    }

    private static async ValueTask<IReadOnlyList<JsonElement>> RequestAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBytes; // a record may have a data set of megabytes
        }

        try
        {
            var request = await context.Request.ReadFromJsonAsync(TransactionImportJson.Default.TransactionImportRequest, context.RequestAborted).ConfigureAwait(false);
            return request?.Transactions is { Count: <= MostRecords } transactions ? transactions : throw new BadHttpRequestException($"transactions is needed: at most {MostRecords} records.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new BadHttpRequestException("The body is not what records are added with: " + exception.Message, exception);
        }
    }
}

/// <summary>What is to be added.</summary>
internal sealed record TransactionImportRequest(IReadOnlyList<JsonElement>? Transactions);

/// <summary>How many were added, how many were there, and what was neither.</summary>
internal sealed record TransactionImportView(int Added, int Present, IReadOnlyList<TransactionProblem> Problems);

/// <summary>What is no record, by its place in the request from 0.</summary>
internal sealed record TransactionProblem(int Index, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, WriteIndented = true)]
[JsonSerializable(typeof(TransactionImportRequest))]
[JsonSerializable(typeof(TransactionImportView))]
internal sealed partial class TransactionImportJson : JsonSerializerContext;
