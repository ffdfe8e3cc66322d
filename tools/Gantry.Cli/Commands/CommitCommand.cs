using System.CommandLine;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry commit PEER PATH...</c>, <c>gantry commit UID... --to AE</c>: storage commitment, asked by the command line, or by the server.</summary>
internal sealed class CommitCommand
{
    private readonly ReferenceInput _references = new();

    private readonly Option<int?> _listen = new("--listen")
    {
        Description = "A port to take the report on, where the peer opens an association for it; it must know the own AE title there. Over TLS where the peer is called so.",
        HelpName = "PORT",
    };

    private readonly Option<string?> _to = new("--to")
    {
        Description = "Has the server ask this AE, which it knows, to keep what it has itself; then studies, series or instances of the server are named by their UIDs, in place of PEER and PATH. "
            + "The server asks until it has an answer, and remembers that.",
        HelpName = "AET",
    };

    private readonly Option<bool> _detach = new("--detach") { Description = "With --to: does not wait for the answer; gantry commitments has it." };

    private readonly Option<int> _wait = new("--wait") { Description = "How long to wait for the report, in seconds; 300 unless given.", HelpName = "SECONDS", DefaultValueFactory = _ => 300 };

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var own = new CommitCommand();
        var command = new Command("commit", "Asks a peer to keep instances safely, and waits for its report (storage commitment). Exit code 1: not all are committed.");
        var peers = new PeerOptions(server, context);
        peers.AddTo(command);
        own._references.AddTo(command);
        command.Options.Add(own._listen);
        command.Options.Add(own._wait);
        command.Options.Add(own._to);
        command.Options.Add(own._detach);
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(own._to) is { } to
            ? own.OrderAsync(server, new CommitmentOrder(to, [peers.Argument(parsed)!, .. own._references.Arguments(parsed)]), parsed, context, cancellationToken)
            : peers.UseAsync(
                parsed, (client, peer) => own.CommitAsync(peers, client, peer, parsed, server.IsJson(parsed), context, cancellationToken), 1, cancellationToken));
        return command;
    }

    private async Task<int> OrderAsync(ServerOptions server, CommitmentOrder order, ParseResult parsed, CommandContext context, CancellationToken cancellationToken)
    {
        var patience = Patience(parsed);
        using var client = server.Connect(parsed);
        var asked = await client.AskForCommitmentAsync(order, cancellationToken).ConfigureAwait(false);
        var follower = new CommitmentFollower(client, context);
        var (jobs, isOver) = parsed.GetValue(_detach) ? (asked.Commitments, true) : await follower.FollowAsync(asked.Commitments, patience, cancellationToken).ConfigureAwait(false);
        if (!server.TryWriteJson(parsed, new CommitmentList(jobs), CommitmentJson.Default.CommitmentList))
        {
            follower.Write(jobs, order.To);
        }

        return isOver && (parsed.GetValue(_detach) || jobs.All(job => job is { State: "Done", Failed: 0 })) ? ClientExit.Done : ClientExit.NotAll;
    }

    private TimeSpan Patience(ParseResult parsed) => parsed.GetValue(_wait) is >= 1 and <= 86_400 and var seconds
        ? TimeSpan.FromSeconds(seconds)
        : throw new CliException("--wait is 1 to 86400 seconds.");

    private async Task<int> CommitAsync(
        PeerOptions peers, DicomClient client, Peer peer, ParseResult parsed, bool isJson, CommandContext context, CancellationToken cancellationToken)
    {
        var options = new CommitmentOptions { Timeout = Patience(parsed) };
        var references = await _references.ReadAsync(parsed, client, cancellationToken).ConfigureAwait(false);
        CommitmentResult result;
        var listener = parsed.GetValue(_listen) is { } port ? Listen(port, client, peers.Listening(parsed, peer)) : null;
        try
        {
            result = await client.CommitAsync(references, listener, options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (listener is not null)
            {
                await listener.DisposeAsync().ConfigureAwait(false);
            }
        }

        Write(result, peer, isJson, context);
        return result.IsComplete ? ClientExit.Done : ClientExit.NotAll;
    }

    private static CommitmentListener Listen(int port, DicomClient client, SslServerAuthenticationOptions? tls)
    {
        try
        {
            return CommitmentListener.Start(new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port), client.CallingAETitle, tls: tls);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentOutOfRangeException)
        {
            throw new CliException($"Port {port} cannot be listened on: {exception.Message}", exception);
        }
    }

    private static void Write(CommitmentResult result, Peer peer, bool isJson, CommandContext context)
    {
        CommitLine[] lines =
        [
            .. result.Committed.Select(reference => Line(reference, true, null)),
            .. result.Failed.Select(failure => Line(failure.Reference, false, failure.Describe())),
            .. result.Unreported.Select(reference => Line(reference, false, "not in the report")),
        ];
        foreach (var line in lines.Where(line => isJson || !line.Committed))
        {
            if (isJson)
            {
                context.Output.WriteLine(JsonLine.Of(line, ClientJson.Default.CommitLine));
            }
            else
            {
                context.Error.WriteLine($"{line.SopInstanceUid}: {line.Reason}");
            }
        }

        if (!isJson)
        {
            context.Output.WriteLine($"{result.Committed.Length} of {lines.Length} committed by {peer}");
        }
    }

    private static CommitLine Line(SopReference reference, bool isCommitted, string? reason) => new(reference.SopClassUid.Value, reference.SopInstanceUid.Value, isCommitted, reason);
}
