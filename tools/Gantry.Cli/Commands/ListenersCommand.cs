using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry listeners</c>, and <c>gantry listeners start|pause|stop NAME [--abort]</c>.</summary>
internal static class ListenersCommand
{
    public static Command Make(ServerOptions server, CommandContext context)
    {
        var command = new Command("listeners", "Shows the ports that DICOM is served on.")
        {
            MakeChange("start", "Has a port take associations again.", canAbort: false),
            MakeChange("pause", "Has a port reject associations as transient, so that peers try again; those that are open go on.", canAbort: true),
            MakeChange("stop", "Closes a port; associations that are open go on.", canAbort: true),
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            Show(parsed, await client.ListenersAsync(cancellationToken).ConfigureAwait(false));
            return 0;
        });
        return command;

        Command MakeChange(string action, string description, bool canAbort)
        {
            var name = new Argument<string>("NAME") { Description = "The listener; dicom is that of Gantry:DicomPort." };
            var abort = new Option<bool>("--abort") { Description = "Aborts the associations that are open by it, too." };
            var change = new Command(action, description) { name };
            if (canAbort)
            {
                change.Options.Add(abort);
            }

            change.SetAction(async (parsed, cancellationToken) =>
            {
                using var client = server.Connect(parsed);
                var isAborting = canAbort && parsed.GetValue(abort);
                Show(parsed, await client.ChangeListenerAsync(parsed.GetRequiredValue(name), action, isAborting, cancellationToken).ConfigureAwait(false));
                return 0;
            });
            return change;
        }

        void Show(ParseResult parsed, ListenerList list)
        {
            if (server.TryWriteJson(parsed, list, ListenerJson.Default.ListenerList))
            {
                return;
            }

            var table = new TextTable("Name", "State", "Endpoint", "TLS", "AE titles", "Associations");
            foreach (var each in list.Listeners)
            {
                table.Add(
                    each.Name, each.State, each.Endpoint, each.Tls ? "TLS" : "-", string.Join(", ", each.AETitles), each.Associations.ToString(CultureInfo.InvariantCulture));
            }

            table.Write(context);
        }
    }
}
