using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry media list|show|repeat|devices</c>: the requests for media that the server has, and what it makes them on.</summary>
internal static class ServerMediaCommands
{
    private static readonly TimeSpan FirstInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static IEnumerable<Command> Make(ServerOptions server, CommandContext context) =>
    [
        MakeList(server, context),
        MakeOne(server, context, "show", "Shows a request that the server has, and which instances could not be on the media.", (client, uid, token) => client.MediaAsync(uid, token)),
        MakeOne(server, context, "repeat", "Has a request that has ended performed again.", (client, uid, token) => client.ChangeMediaAsync(uid, "repeat", token)),
        MakeDevices(server, context),
    ];

    /// <summary>Has the server cancel a request.</summary>
    public static async Task<int> CancelAsync(ServerOptions server, ParseResult parsed, string uid, CommandContext context, CancellationToken cancellationToken)
    {
        using var client = server.Connect(parsed);
        return Write(await client.ChangeMediaAsync(uid, "cancel", cancellationToken).ConfigureAwait(false), server, parsed, context, ClientExit.Done);
    }

    /// <summary>Has the server make media.</summary>
    public static async Task<int> CreateAsync(ServerOptions server, ParseResult parsed, ServerMediaOrder order, bool waits, CommandContext context, CancellationToken cancellationToken)
    {
        using var client = server.Connect(parsed);
        var request = await client.CreateMediaAsync(order, cancellationToken).ConfigureAwait(false);
        var begun = context.Time.GetTimestamp();
        while (waits && !request.HasEnded)
        {
            // The longer it takes, the later it is asked again: what takes two seconds is told of an eighth of a second after it is there, on average.
            var pause = context.Time.GetElapsedTime(begun) / 8;
            await Task.Delay(pause < FirstInterval ? FirstInterval : pause > Interval ? Interval : pause, context.Time, cancellationToken).ConfigureAwait(false);
            request = await client.MediaAsync(request.Uid, cancellationToken).ConfigureAwait(false);
        }

        return Write(request, server, parsed, context, request.ExecutionStatus == "FAILURE" ? ClientExit.NotAll : ClientExit.Done);
    }

    private static Command MakeList(ServerOptions server, CommandContext context)
    {
        var all = new Option<bool>("--all") { Description = "Those that ended, too." };
        var peer = new Option<string?>("--peer") { Description = "Only of this AE.", HelpName = "AETITLE" };
        var limit = new Option<int>("--limit", "-n") { Description = "How many of the last; 100 unless given, at most 1000.", DefaultValueFactory = _ => 100 };
        var command = new Command("list", "Shows the requests for media that the server has and that have not ended.") { all, peer, limit };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var list = await client.MediaAsync(parsed.GetValue(all), parsed.GetValue(peer), parsed.GetValue(limit), cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, list, MediaJson.Default.MediaRequestList))
            {
                Table(list.Media, context);
            }

            return ClientExit.Done;
        });
        return command;
    }

    private static Command MakeOne(ServerOptions server, CommandContext context, string name, string description, Func<AdminClient, string, CancellationToken, Task<MediaRequest>> ask)
    {
        var uid = new Argument<string>("UID") { Description = "Its UID, as the list has it." };
        var command = new Command(name, description) { uid };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            return Write(await ask(client, parsed.GetRequiredValue(uid), cancellationToken).ConfigureAwait(false), server, parsed, context, ClientExit.Done);
        });
        return command;
    }

    private static Command MakeDevices(ServerOptions server, CommandContext context)
    {
        var command = new Command("devices", "Shows what the server makes media on, and how it is.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var list = await client.MediaDevicesAsync(cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, list, MediaJson.Default.MediaDeviceList))
            {
                var table = new TextTable("Device", "Media", "Condition", "Note");
                foreach (var device in list.Devices)
                {
                    table.Add(device.Name, string.Join(", ", device.Media), device.Condition, device.Note);
                }

                table.Write(context);
            }

            return ClientExit.Done;
        });
        return command;
    }

    private static int Write(MediaRequest request, ServerOptions server, ParseResult parsed, CommandContext context, int exit)
    {
        if (!server.TryWriteJson(parsed, request, MediaJson.Default.MediaRequest))
        {
            Table([request], context);
            foreach (var fileSet in request.FileSets ?? [])
            {
                context.Output.WriteLine($"  {fileSet.Id}  {fileSet.Uid}  order {fileSet.Order}");
            }

            foreach (var warning in request.Warnings ?? [])
            {
                context.Error.WriteLine($"Warning: {warning}");
            }

            foreach (var instance in request.Failed ?? [])
            {
                context.Output.WriteLine($"  {instance.SopInstanceUid}  {instance.Reason}");
            }
        }

        return exit;
    }

    private static void Table(IEnumerable<MediaRequest> requests, CommandContext context)
    {
        var table = new TextTable("UID", "Of", "Status", "Info", "Device", "Profile", "Instances", "Pieces", "Made at", "Note");
        foreach (var request in requests)
        {
            table.Add(
                request.Uid,
                request.Peer.Length == 0 ? "-" : request.Peer,
                request.ExecutionStatus,
                request.ExecutionStatusInfo,
                request.Device,
                request.Profile,
                Text(request.Instances),
                $"{Text(request.PiecesMade)} of {(request.Parts == 0 ? "?" : Text(request.Parts * request.Copies))}",
                request.CreatedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                request.Note);
        }

        table.Write(context);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
