using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry log export FILE [CONDITIONS]</c>: records of the transaction log with the data sets that were kept, a JSON object to a line, the oldest first.</summary>
internal static class TransactionExportCommand
{
    private const string Page = "1000";

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The file to write; it must not exist." };
        var conditions = new TransactionOptions();
        var command = new Command("export", "Writes the records of the transaction log that satisfy every condition given, with their data sets, as JSON lines.") { file };
        conditions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var path = parsed.GetRequiredValue(file).FullName;
            var count = await WriteAsync(client, path, [.. conditions.Read(parsed)], cancellationToken).ConfigureAwait(false);
            context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} records in {path}"));
            return 0;
        });
        return command;
    }

    private static async Task<long> WriteAsync(AdminClient client, string path, (string, string)[] conditions, CancellationToken cancellationToken)
    {
        try
        {
            var output = new StreamWriter(new FileStream(path, FileMode.CreateNew));
            try
            {
                await using (output.ConfigureAwait(false))
                {
                    return await WriteAsync(client, output, conditions, cancellationToken).ConfigureAwait(false);
                }
            }
            catch
            {
                File.Delete(path); // a part of it would look like all
                throw;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} could not be written: {failure.Message}", failure);
        }
    }

    private static async Task<long> WriteAsync(AdminClient client, StreamWriter output, (string, string)[] conditions, CancellationToken cancellationToken)
    {
        var (count, last) = (0L, 0L);
        while (true)
        {
            (string, string)[] query = [.. conditions, ("after", last.ToString(CultureInfo.InvariantCulture)), ("limit", Page), ("data-sets", "true")];
            var records = (await client.TransactionsAsync(query, cancellationToken).ConfigureAwait(false)).Transactions;
            if (records.Count == 0)
            {
                return count;
            }

            foreach (var record in records)
            {
                await output.WriteLineAsync(JsonLine.Of(record, TransactionJson.Default.Transaction).AsMemory(), cancellationToken).ConfigureAwait(false);
            }

            (count, last) = (count + records.Count, records[^1].Number);
        }
    }
}
