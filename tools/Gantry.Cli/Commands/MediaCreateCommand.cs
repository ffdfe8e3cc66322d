using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry media create PEER PATH...</c> of a station, <c>gantry media create --study UID</c> of the server.</summary>
internal sealed class MediaCreateCommand
{
    private readonly ReferenceInput _references = new();
    private readonly Option<int> _copies = new("--copies") { Description = "How many; 1 unless given.", HelpName = "COUNT", DefaultValueFactory = _ => 1 };
    private readonly Option<MediaPriority> _priority = new("--priority") { Description = "high, medium or low; medium unless given.", HelpName = "PRIORITY" };
    private readonly Option<string> _profile = new("--profile") { Description = "The media application profile, as STD-GEN-CD; the peer's choice unless given.", HelpName = "PROFILE" };
    private readonly Option<string> _label = new("--label") { Description = "A text for the label.", HelpName = "TEXT" };
    private readonly Option<string> _fileSet = new("--file-set-id") { Description = "The File-set ID of the media.", HelpName = "ID" };
    private readonly Option<bool?> _viewer = new("--viewer") { Description = "Put a viewer on it, or false for none." };
    private readonly Option<bool?> _split = new("--split") { Description = "Allow several pieces where one is too small, or false for not." };
    private readonly Option<bool?> _lossy = new("--lossy") { Description = "Allow lossy compression, or false for not." };
    private readonly Option<string> _device = new("--device") { Description = "The device of the server, as gantry media devices has it; its choice unless given. Without PEER.", HelpName = "NAME" };
    private readonly Option<bool> _deidentify = new("--deidentify") { Description = "Put it on the media without what identifies the patient (PS3.15 Annex E). Pixels are not changed, so look at the warnings. Without PEER." };

    private readonly Option<ConfidentialityOptions[]> _retain = new("--retain")
    {
        Description = "With --deidentify, an option of the profile by which something stays, as RetainLongitudinalModifiedDates; may be given again.",
        HelpName = "OPTION",
    };

    private readonly Option<bool> _wait = new("--wait") { Description = "Wait until they are done. Exit code 1: they failed." };

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var own = new MediaCreateCommand();
        var command = new Command(
            "create",
            "Requests media with instances that the peer has, and has them written. Writes the UID of the request. Without PEER the server writes them, of what it has: then --study names studies, series "
            + "or instances of the server.");
        var peers = new PeerOptions(server, context);
        peers.AddTo(command, isOptional: true);
        own._references.AddTo(command);
        foreach (var option in (Option[])[own._copies, own._priority, own._profile, own._label, own._fileSet, own._viewer, own._split, own._lossy, own._device, own._deidentify, own._retain, own._wait])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => peers.Argument(parsed) is null
            ? ServerMediaCommands.CreateAsync(server, parsed, own.OrderOf(parsed), parsed.GetValue(own._wait), context, cancellationToken)
            : peers.UseAsync(parsed, (client, _) => own.CreateAsync(client, parsed, server.IsJson(parsed), context, cancellationToken), 1, cancellationToken));
        return command;
    }

    private ServerMediaOrder OrderOf(ParseResult parsed)
    {
        var studies = _references.Studies(parsed);
        var (isDeidentified, retained) = (parsed.GetValue(_deidentify), parsed.GetValue(_retain) ?? []);
        if (retained.Length > 0 && !isDeidentified)
        {
            throw new CliException("--retain says what stays with --deidentify.");
        }

        return studies.Count == 0
            ? throw new CliException("Media of what? Give --study UID; or PEER, and files or --study UID.")
            : new ServerMediaOrder(
                studies, parsed.GetValue(_device), parsed.GetValue(_profile), parsed.GetValue(_fileSet), parsed.GetValue(_label), parsed.GetValue(_split), parsed.GetValue(_lossy),
                parsed.GetValue(_viewer), CopiesOf(parsed), parsed.GetValue(_priority).ToString(), isDeidentified,
                retained.Length == 0 ? null : [.. retained.Select(option => option.ToString())]);
    }

    private int CopiesOf(ParseResult parsed) => parsed.GetValue(_copies) is >= 1 and <= 999 and var count ? count : throw new CliException("--copies is 1 to 999.");

    private async Task<int> CreateAsync(DicomClient client, ParseResult parsed, bool isJson, CommandContext context, CancellationToken cancellationToken)
    {
        var copies = CopiesOf(parsed);
        if (parsed.GetValue(_device) is not null)
        {
            throw new CliException("--device is one of the server's: it goes without PEER.");
        }

        if (parsed.GetValue(_deidentify))
        {
            throw new CliException("--deidentify is the server's: a peer cannot be asked for it, so it goes without PEER.");
        }

        var references = await _references.ReadAsync(parsed, client, cancellationToken).ConfigureAwait(false);
        var request = new MediaCreationRequest([.. references])
        {
            MediaApplicationProfile = parsed.GetValue(_profile),
            LabelText = parsed.GetValue(_label),
            FileSetId = parsed.GetValue(_fileSet),
            IncludesDisplayApplication = parsed.GetValue(_viewer),
            AllowsSplitting = parsed.GetValue(_split),
            AllowsLossyCompression = parsed.GetValue(_lossy),
        };
        var uid = await client.CreateMediaAsync(request, cancellationToken).ConfigureAwait(false);
        await client.InitiateMediaAsync(uid, copies, parsed.GetValue(_priority), cancellationToken).ConfigureAwait(false);
        if (!isJson)
        {
            await context.Output.WriteLineAsync(uid.Value).ConfigureAwait(false);
        }
        else if (!parsed.GetValue(_wait))
        {
            await context.Output.WriteLineAsync(JsonLine.Of(new MediaLine(uid.Value, "PENDING", "", null, null), ClientJson.Default.MediaLine)).ConfigureAwait(false);
        }

        return parsed.GetValue(_wait) ? await MediaCommand.WaitAsync(client, uid, isJson, context, cancellationToken).ConfigureAwait(false) : ClientExit.Done;
    }
}
