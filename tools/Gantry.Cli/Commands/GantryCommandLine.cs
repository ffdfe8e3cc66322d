using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary>
/// The command line: <c>gantry [--data FOLDER] plugins|status|ae|associations|listeners|users|roles|import|commitments|db|conformance|logs|log|...</c> for the server, <c>echo|find|store|move|get|commit|media</c> for peers,
/// <c>digest|dump|json|validate|anonymize|convert|render|fileset</c> for files.
/// </summary>
internal static class GantryCommandLine
{
    /// <summary>Done, but a replaced generation was still in memory when the wait ended.</summary>
    public const int NotGone = 1;

    /// <summary>Looked at, and the folder would be refused.</summary>
    public const int WouldNotLoad = 1;

    /// <summary>Not done; one line on the error output says why.</summary>
    public const int Failed = 2;

    /// <summary>Interrupted by Ctrl-C or SIGTERM, in order: 128 and the number of SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;

    // After Ctrl-C: a peer that is told of it by C-CANCEL may take a while to end.
    private static readonly TimeSpan PatienceAfterInterrupt = TimeSpan.FromSeconds(15);

    // Each is made when it is needed: of one that is named first, no other is.
    internal static IReadOnlyList<(string Name, Func<ServerOptions, CommandContext, Command> Make)> Commands { get; } =
    [
        ("plugins", static (server, context) => PluginsCommand.Make(server, context)),
        ("status", static (server, context) => StatusCommand.Make(server, context)),
        ("statistics", static (server, context) => StatisticsCommand.Make(server, context)),
        ("ae", static (server, context) => NodesCommand.Make(server, context)),
        ("associations", static (server, context) => AssociationsCommand.Make(server, context)),
        ("listeners", static (server, context) => ListenersCommand.Make(server, context)),
        ("users", static (server, context) => UsersCommand.Make(server, context)),
        ("roles", static (server, context) => RolesCommand.Make(server, context)),
        ("reindex", static (server, context) => ReindexCommand.Make(server, context)),
        ("verify", static (server, context) => VerifyCommand.Make(server, context)),
        ("db", static (server, context) => DatabaseCommand.Make(server, context)),
        ("conformance", static (server, context) => ConformanceCommand.Make(server, context)),
        ("logs", static (server, context) => LogsCommand.Make(server, context)),
        ("log", static (server, context) => LogCommand.Make(server, context)),
        ("echo", static (server, context) => EchoCommand.Make(server, context)),
        ("find", static (server, context) => FindCommand.Make(server, context)),
        ("store", static (server, context) => StoreCommand.Make(server, context)),
        ("import", static (server, context) => ImportCommand.Make(server, context)),
        ("move", static (server, context) => MoveCommand.Make(server, context)),
        ("get", static (server, context) => GetCommand.Make(server, context)),
        ("commit", static (server, context) => CommitCommand.Make(server, context)),
        ("retrieves", static (server, context) => RetrievesCommand.Make(server, context)),
        ("commitments", static (server, context) => CommitmentsCommand.Make(server, context)),
        ("refused", static (server, context) => SetAsideCommands.Make(server, context, "refused", "refused", "Shows the instances that were refused, and why; the last first.")),
        ("conflicts", static (server, context) => SetAsideCommands.Make(server, context, "conflicts", "conflict", "Shows the instances that disagree with what is stored; the last first.")),
        ("superseded", static (server, context) => SetAsideCommands.Make(server, context, "superseded", "superseded", "Shows the stored instances that others have taken the place of; the last first.")),
        ("retention", static (server, context) => RetentionCommand.Make(server, context)),
        ("study", static (server, context) => StudyCommand.Make(server, context)),
        ("media", static (server, context) => MediaCommand.Make(server, context)),
        ("digest", static (_, context) => DigestCommand.Make(context)),
        ("dump", static (_, context) => DumpCommand.Make(context)),
        ("json", static (_, context) => JsonCommand.Make(context)),
        ("validate", static (_, context) => ValidateCommand.Make(context)),
        ("anonymize", static (_, context) => AnonymizeCommand.Make(context)),
        ("convert", static (_, context) => ConvertCommand.Make(context)),
        ("render", static (_, context) => RenderCommand.Make(context)),
        ("fileset", static (_, context) => FileSetCommand.Make(context)),
    ];

    public static async Task<int> RunAsync(string[] args, CommandContext context, CancellationToken cancellationToken = default)
    {
        var server = new ServerOptions(context);
        var root = new RootCommand("Administers a Gantry server, speaks to DICOM peers, and looks into files.");
        var isNamed = args.Length > 0 && Commands.Any(command => command.Name == args[0]);
        foreach (var command in Commands)
        {
            if (!isNamed || command.Name == args[0])
            {
                root.Add(command.Make(server, context));
            }
        }

        server.AddTo(root);

        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null }); // a leading @ is nothing special
        if (parsed.Errors.Count > 0)
        {
            await context.Error.WriteLineAsync(string.Join(' ', parsed.Errors.Select(error => error.Message).Distinct())).ConfigureAwait(false);
            return Failed;
        }

        try
        {
            var invocation = new InvocationConfiguration
            {
                Output = context.Output,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = PatienceAfterInterrupt,
            };
            return await parsed.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false);
        }
        catch (CliException exception)
        {
            await context.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await context.Error.WriteLineAsync("Interrupted.").ConfigureAwait(false);
            return Interrupted;
        }
    }
}
