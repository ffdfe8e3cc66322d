using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry refused|conflicts|superseded</c>, each with <c>export ID FILE</c> and <c>remove ID...</c>: the instances that lie beside the catalog.</summary>
internal static class SetAsideCommands
{
    public static Command Make(ServerOptions server, CommandContext context, string name, string kind, string description)
    {
        var limit = new Option<int>("--limit", "-n") { Description = "How many of the last; 100 unless given, at most 10000.", DefaultValueFactory = _ => 100 };
        var command = new Command(name, description) { limit, MakeExport(server), MakeRemove(server) };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var list = await client.SetAsideAsync(kind, parsed.GetValue(limit), cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, list, SetAsideJson.Default.SetAsideList))
            {
                Write(list, context);
            }

            return 0;
        });
        return command;
    }

    private static Command MakeExport(ServerOptions server)
    {
        var (id, file) = (IdArgument(), new Argument<FileInfo>("FILE") { Description = "The file to write; it must not exist." });
        var command = new Command("export", "Writes the bytes of one as a DICOM file.") { id, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var path = parsed.GetRequiredValue(file).FullName;
            try
            {
                var output = new FileStream(path, FileMode.CreateNew);
                try
                {
                    await using (output.ConfigureAwait(false))
                    {
                        await client.CopySetAsideAsync(parsed.GetRequiredValue(id), output, cancellationToken).ConfigureAwait(false);
                    }
                }
                catch
                {
                    File.Delete(path); // a part of it is of no use
                    throw;
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or HttpRequestException)
            {
                throw new CliException($"{path} could not be written: {failure.Message}", failure);
            }

            return 0;
        });
        return command;
    }

    private static Command MakeRemove(ServerOptions server)
    {
        var ids = new Argument<string[]>("ID") { Description = "Their ids, as the list has them.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("remove", "Forgets some, and deletes their bytes.") { ids };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            foreach (var id in parsed.GetRequiredValue(ids))
            {
                await client.RemoveSetAsideAsync(id, cancellationToken).ConfigureAwait(false);
            }

            return 0;
        });
        return command;
    }

    private static Argument<string> IdArgument() => new("ID") { Description = "Its id, as the list has it." };

    private static void Write(SetAsideList list, CommandContext context)
    {
        var table = new TextTable("ID", "At", "From", "SOP instance", "Bytes", "Answered", "Why");
        foreach (var instance in list.Instances)
        {
            table.Add(
                instance.Id,
                instance.SetAsideAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                instance.CallingAETitle ?? "-",
                instance.SopInstanceUid ?? "-",
                instance.HasContent ? instance.Length.ToString(CultureInfo.InvariantCulture) : "-",
                instance.Status,
                instance.Reason);
        }

        table.Write(context);
        if (list.Count > list.Instances.Count)
        {
            context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{list.Count} in all."));
        }
    }
}
