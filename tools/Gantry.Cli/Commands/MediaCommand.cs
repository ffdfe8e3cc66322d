using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry media create|status|cancel PEER</c>: media creation management, asked of a station; without PEER, and <c>list|show|repeat|devices</c>: of the server.</summary>
internal static class MediaCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var command = new Command("media", "Has the server, or a media station, write CDs, DVDs and the like (media creation management).")
        {
            MediaCreateCommand.Make(server, context),
            MakeStatus(server, context),
            MakeCancel(server, context),
        };
        foreach (var own in ServerMediaCommands.Make(server, context))
        {
            command.Subcommands.Add(own);
        }

        return command;
    }

    /// <summary>Waits until the media are done, and gives the exit code.</summary>
    public static async Task<int> WaitAsync(DicomClient client, Uid request, bool isJson, CommandContext context, CancellationToken cancellationToken)
    {
        var last = "";
        return ExitOf(await client.WaitForMediaAsync(request, Interval, new Changes(status =>
        {
            var text = status.ExecutionStatus + status.ExecutionStatusInfo;
            if (text != last)
            {
                last = text;
                Write(request, status, isJson, context);
            }
        }), cancellationToken).ConfigureAwait(false));
    }

    private static Command MakeStatus(ServerOptions server, CommandContext context)
    {
        var request = RequestArgument();
        var wait = new Option<bool>("--wait") { Description = "Wait until they are done." };
        var command = new Command("status", "Shows how far media are. Exit code 1: they failed.");
        var peers = new PeerOptions(server, context);
        peers.AddTo(command);
        command.Arguments.Add(request);
        command.Options.Add(wait);
        command.SetAction((parsed, cancellationToken) => peers.UseAsync(parsed, async (client, _) =>
        {
            var uid = UidOf(parsed.GetRequiredValue(request));
            if (parsed.GetValue(wait))
            {
                return await WaitAsync(client, uid, server.IsJson(parsed), context, cancellationToken).ConfigureAwait(false);
            }

            var status = await client.GetMediaStatusAsync(uid, cancellationToken).ConfigureAwait(false);
            Write(uid, status, server.IsJson(parsed), context);
            return ExitOf(status);
        }, 1, cancellationToken));
        return command;
    }

    private static Command MakeCancel(ServerOptions server, CommandContext context)
    {
        var request = RequestArgument();
        request.Arity = ArgumentArity.ZeroOrOne;
        var command = new Command("cancel", "Cancels media that are not written yet: cancel UID of the server, cancel PEER UID of a station.");
        var peers = new PeerOptions(server, context);
        peers.AddTo(command);
        command.Arguments.Add(request);
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(request) is not { } uid
            ? ServerMediaCommands.CancelAsync(server, parsed, UidOf(peers.Argument(parsed)!).Value, context, cancellationToken)
            : peers.UseAsync(parsed, async (client, _) =>
            {
                await client.CancelMediaAsync(UidOf(uid), cancellationToken).ConfigureAwait(false);
                return ClientExit.Done;
            }, 1, cancellationToken));
        return command;
    }

    private static Argument<string> RequestArgument() => new("UID") { Description = "The UID of the request, as create has told it." };

    private static Uid UidOf(string text) => Uid.TryParse(text, out var uid) ? uid : throw new CliException($"'{text}' is not a UID.");

    private static int ExitOf(MediaCreationStatus status) => status.ExecutionStatus == "FAILURE" || !status.Failed.IsEmpty ? ClientExit.NotAll : ClientExit.Done;

    private static void Write(Uid request, MediaCreationStatus status, bool isJson, CommandContext context)
    {
        if (isJson)
        {
            CommitLine[]? failed = status.Failed.IsEmpty
                ? null
                : [.. status.Failed.Select(one => new CommitLine(one.Reference.SopClassUid.Value, one.Reference.SopInstanceUid.Value, false, one.Describe()))];
            context.Output.WriteLine(JsonLine.Of(new MediaLine(request.Value, status.ExecutionStatus, status.ExecutionStatusInfo, status.PiecesCreated, failed), ClientJson.Default.MediaLine));
            return;
        }

        context.Output.WriteLine(SafeText.Of($"{status.ExecutionStatus} {status.ExecutionStatusInfo}{(status.PiecesCreated is { } pieces ? $", {pieces} made" : "")}"));
        foreach (var failure in status.Failed)
        {
            context.Error.WriteLine($"{failure.Reference.SopInstanceUid}: {failure.Describe()}");
        }
    }

    private sealed class Changes(Action<MediaCreationStatus> on) : IProgress<MediaCreationStatus>
    {
        public void Report(MediaCreationStatus value) => on(value);
    }
}
