using System.Buffers;
using System.CommandLine;
using System.Text;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry find PEER</c>: C-FIND.</summary>
internal sealed class FindCommand
{
    private readonly KeyOptions _keys = new();
    private readonly Option<QueryRetrieveLevel?> _level = LevelOption.Make("patient, study, series or image; what is below the entity that is named unless given.");
    private readonly Option<bool> _worklist = new("--worklist") { Description = "Ask for the modality worklist." };
    private readonly Option<bool> _patientRoot = new("--patient-root") { Description = "Ask in the Patient Root model, at whatever level." };
    private readonly Option<int> _limit = new("--limit") { Description = "Stop after so many matches, by C-CANCEL.", HelpName = "COUNT", DefaultValueFactory = _ => int.MaxValue };

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var own = new FindCommand();
        var command = new Command("find", "Finds patients, studies, series and instances at a peer (C-FIND). Exit code 1: nothing was found.");
        var peers = new PeerOptions(server, context);
        peers.AddTo(command);
        own._keys.AddTo(command);
        command.Options.Add(own._level);
        command.Options.Add(own._worklist);
        command.Options.Add(own._patientRoot);
        command.Options.Add(own._limit);
        command.SetAction((parsed, cancellationToken) => peers.UseAsync(
            parsed, (client, _) => own.FindAsync(client, parsed, server.IsJson(parsed), context, cancellationToken), 1, cancellationToken));
        return command;
    }

    private async Task<int> FindAsync(DicomClient client, ParseResult parsed, bool isJson, CommandContext context, CancellationToken cancellationToken)
    {
        var keys = _keys.Read(parsed, context.Time);
        var isWorklist = parsed.GetValue(_worklist);
        var level = parsed.GetValue(_level) ?? LevelOption.Below(keys);
        var identifier = FindIdentifier.Of(isWorklist ? null : level, keys);
        var matches = isWorklist ? client.FindAsync(Uids.ModalityWorklistInformationModelFind, identifier, cancellationToken)
            : parsed.GetValue(_patientRoot) ? client.FindAsync(Uids.PatientRootQueryRetrieveInformationModelFind, identifier, cancellationToken)
            : client.FindAsync(identifier, cancellationToken);
        var table = new MatchTable(isWorklist ? null : level, keys.Select(key => key.Key));
        var (count, limit) = (0, parsed.GetValue(_limit));
        await foreach (var match in matches.ConfigureAwait(false))
        {
            if (isJson)
            {
                await context.Output.WriteLineAsync(Json(match)).ConfigureAwait(false);
            }
            else
            {
                table.Add(match);
            }

            if (++count >= limit)
            {
                break;
            }
        }

        if (!isJson && count > 0)
        {
            table.Write(context);
        }

        if (context.IsTerminal && !isJson)
        {
            await context.Output.WriteLineAsync(count switch { 0 => "Nothing was found.", 1 => "1 match", _ => $"{count} matches" }).ConfigureAwait(false);
        }

        return count > 0 ? ClientExit.Done : ClientExit.NotAll;
    }

    private static string Json(DicomDataSet match)
    {
        var output = new ArrayBufferWriter<byte>();
        DicomJsonWriter.Write(match, output, new DicomJsonWriterOptions());
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
