using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry log import FILE</c>: what <c>gantry log export</c> wrote, into the log of this server.</summary>
internal sealed class TransactionImportCommand(AdminClient client, CommandContext context)
{
    private const int MostRecords = 500; // in one call
    private const int MostBytes = 4 << 20;
    private const int MostLineBytes = 15 << 20;

    // What an export has at most is 64; the call has the records two levels deeper, and the server takes no more either.
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 60 };

    private readonly List<(long Number, byte[] Record)> _batch = [];
    private int _batchBytes;
    private long _added;
    private long _present;
    private long _bad;

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The file that was exported." };
        var command = new Command(
            "import",
            "Takes records that were exported into the transaction log; what is there already is passed over. Exit code 1: some lines are no records; each is told with its number.") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var own = new TransactionImportCommand(client, context);
            await own.ReadAsync(parsed.GetRequiredValue(file).FullName, cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, new TransactionImportReport(own._added, own._present, own._bad), TransactionJson.Default.TransactionImportReport))
            {
                context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{own._added} records added, {own._present} were there, {own._bad} lines are no records"));
            }

            return own._bad > 0 ? ClientExit.NotAll : ClientExit.Done;
        });
        return command;
    }

    private async Task ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var number = 0L;
            await foreach (var line in BoundedLines.ReadAsync(DicomInput.Open(path), MostLineBytes, cancellationToken).ConfigureAwait(false))
            {
                await TakeAsync(++number, line, cancellationToken).ConfigureAwait(false);
            }

            await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} could not be read: {failure.Message}", failure);
        }
    }

    private async ValueTask TakeAsync(long number, byte[]? line, CancellationToken cancellationToken)
    {
        if (line is null)
        {
            Tell(number, $"It has more than {MostLineBytes} bytes.");
        }
        else if (line.AsSpan().ContainsAnyExcept(" \t\r"u8))
        {
            if (!IsJson(line))
            {
                Tell(number, "It is not JSON.");
                return;
            }

            if (_batch.Count == MostRecords || (_batch.Count > 0 && _batchBytes + line.Length > MostBytes))
            {
                await SendAsync(cancellationToken).ConfigureAwait(false);
            }

            _batch.Add((number, line));
            _batchBytes += line.Length;
        }
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
        {
            return;
        }

        try
        {
            var answer = await client.AddTransactionsAsync(_batch.Select(line => line.Record), cancellationToken).ConfigureAwait(false);
            _added += answer.Added;
            _present += answer.Present;
            foreach (var (index, reason) in answer.Problems)
            {
                Tell(_batch[index].Number, reason);
            }
        }
        catch (CliException failure) when (_added + _present > 0)
        {
            throw new CliException($"{failure.Message} The lines before {_batch[0].Number} were taken; they are passed over when the command is called again.", failure);
        }

        _batch.Clear();
        _batchBytes = 0;
    }

    private void Tell(long number, string reason)
    {
        _bad++;
        context.Error.WriteLine(SafeText.Of(string.Create(CultureInfo.InvariantCulture, $"Line {number}: {reason}")));
    }

    private static bool IsJson(byte[] line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Depth);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
