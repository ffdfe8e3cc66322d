using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;
using Gantry.Dicom;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry log find [CONDITIONS] [--limit N]</c>, <c>gantry log follow [CONDITIONS]</c>, <c>gantry log show NUMBER</c>.</summary>
internal static class TransactionsCommand
{
    private const int Page = 1_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static Command MakeFind(ServerOptions server, CommandContext context)
    {
        var limit = new Option<int>("--limit", "-n") { Description = "How many of the last; 100 unless given, at most 5000.", DefaultValueFactory = _ => 100 };
        var conditions = new TransactionOptions();
        var command = new Command("find", "Shows the last records of the transaction log that satisfy every condition given.") { limit };
        conditions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            (string, string)[] query = [.. conditions.Read(parsed), ("limit", parsed.GetValue(limit).ToString(CultureInfo.InvariantCulture))];
            Write(await client.TransactionsAsync(query, cancellationToken).ConfigureAwait(false), server.IsJson(parsed), context);
            return 0;
        });
        return command;
    }

    public static Command MakeFollow(ServerOptions server, CommandContext context)
    {
        var conditions = new TransactionOptions();
        var command = new Command("follow", "Shows records of the transaction log as they come, until interrupted.");
        conditions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            (string Name, string Value)[] query = [.. conditions.Read(parsed)];
            var newest = await client.TransactionsAsync([("limit", "1")], cancellationToken).ConfigureAwait(false); // of all: the first that follows may be long in coming
            var last = newest.Transactions.Count == 0 ? 0 : newest.Transactions[^1].Number;
            while (true)
            {
                (string, string)[] next = [.. query, ("after", last.ToString(CultureInfo.InvariantCulture)), ("limit", Page.ToString(CultureInfo.InvariantCulture))];
                var list = await client.TransactionsAsync(next, cancellationToken).ConfigureAwait(false);
                Write(list, server.IsJson(parsed), context);
                if (list.Transactions.Count > 0)
                {
                    last = list.Transactions[^1].Number;
                }

                if (list.Transactions.Count < Page)
                {
                    await Task.Delay(Interval, context.Time, cancellationToken).ConfigureAwait(false);
                }
            }
        });
        return command;
    }

    public static Command MakeShow(ServerOptions server, CommandContext context)
    {
        var number = new Argument<long>("NUMBER") { Description = "Its number, as the list has it." };
        var command = new Command("show", "Shows all of a record of the transaction log, with the data set where it was kept.") { number };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var record = await client.TransactionAsync(parsed.GetRequiredValue(number), cancellationToken).ConfigureAwait(false);
            if (server.TryWriteJson(parsed, record, TransactionJson.Default.Transaction))
            {
                return 0;
            }

            foreach (var field in JsonSerializer.SerializeToElement(record with { DataSet = null }, TransactionJson.Default.Transaction).EnumerateObject())
            {
                context.Output.WriteLine($"{field.Name,-18} {SafeText.Of(field.Value.ToString())}");
            }

            if (record.DataSet is { } dataSet)
            {
                context.Output.WriteLine();
                DataSetDump.Write(DicomJsonReader.Read(Encoding.UTF8.GetBytes(dataSet.GetRawText())), context.Output);
            }

            return 0;
        });
        return command;
    }

    // As JSON, a record to a line, so that what follows can be read as it comes.
    private static void Write(TransactionList list, bool isJson, CommandContext context)
    {
        foreach (var record in list.Transactions)
        {
            context.Output.WriteLine(isJson ? JsonLine.Of(record, TransactionJson.Default.Transaction) : Line(record));
        }
    }

    private static string Line(Transaction record)
    {
        var arrow = record.Direction switch { "Incoming" => ">>", "Outgoing" => "<<", _ => "  " };
        string?[] parts =
        [
            record.Number.ToString(CultureInfo.InvariantCulture),
            record.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
            arrow,
            record.RemoteAETitle is null ? null : $"{record.RemoteAETitle}@{record.RemoteAddress ?? "-"}",
            record.Association,
            record.Command,
            record.Status,
            string.Create(CultureInfo.InvariantCulture, $"{record.Milliseconds:0.0} ms"),
            Sizes.Text(record.Bytes),
            record.Plugin,
            record.Type is "Information" ? null : record.Type,
            record.Description,
        ];
        return SafeText.Of(string.Join("  ", parts.Where(part => !string.IsNullOrEmpty(part))));
    }
}
