using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry import PATH...</c>: has the server store files that it reads itself, and follows.</summary>
internal sealed class ImportCommand
{
    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "Files, folders with all below them, DICOMDIRs or ZIP archives, on the server's machine.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _aeTitle = new("--ae")
    {
        Description = "The AE that the instances count as coming from, for the policies of the storage; the server's own unless given.",
        HelpName = "AET",
    };

    private readonly Option<int?> _associations = new("--associations", "-a") { Description = "The instances stored side by side: 1 to 64; 4 unless given.", HelpName = "COUNT" };
    private readonly Option<bool> _anew = new("--anew") { Description = "Begins anew although an interrupted import of the same could be gone on with." };
    private readonly Option<bool> _detach = new("--detach") { Description = "Does not wait for the end; call it again with --follow to look." };
    private readonly Option<bool> _follow = new("--follow") { Description = "Starts nothing: follows the one that runs, or tells how the last one ended." };
    private readonly Option<bool> _stop = new("--stop") { Description = "Stops the one that runs; the next of the same paths goes on from there." };

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var own = new ImportCommand();
        var command = new Command(
            "import",
            "Stores files that lie on the server's machine, as if they were sent to it; what is stored already is passed over. Exit code 1: some were not stored; each is told.")
        {
            own._paths, own._aeTitle, own._associations, own._anew, own._detach, own._follow, own._stop,
        };
        command.SetAction((parsed, cancellationToken) => own.RunAsync(parsed, server, context, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, ServerOptions server, CommandContext context, CancellationToken cancellationToken)
    {
        using var client = server.Connect(parsed);
        var isJson = server.IsJson(parsed);
        var now = await BeginAsync(parsed, client, cancellationToken).ConfigureAwait(false);
        var problems = new List<ImportProblem>();
        if (!parsed.GetValue(_detach))
        {
            now = await ProgressBar.RunAsync(
                context, isShown: !isJson, "Importing", now.Total, advance => FollowAsync(client, problems, advance, cancellationToken)).ConfigureAwait(false);
        }

        if (!server.TryWriteJson(parsed, now with { Problems = problems }, ImportJson.Default.ImportReport))
        {
            await WriteAsync(now, problems, context).ConfigureAwait(false);
        }

        return now.State == "Failed" ? throw new CliException(now.Failure ?? "The import failed.") : now.Failed + now.Unreadable > 0 ? ClientExit.NotAll : ClientExit.Done;
    }

    private async Task<ImportReport> BeginAsync(ParseResult parsed, AdminClient client, CancellationToken cancellationToken)
    {
        var paths = parsed.GetValue(_paths) ?? [];
        if (parsed.GetValue(_stop) || parsed.GetValue(_follow))
        {
            return paths.Length > 0 ? throw new CliException("--follow and --stop take no paths.")
                : parsed.GetValue(_stop) ? await client.StopImportAsync(cancellationToken).ConfigureAwait(false)
                : await client.ImportAsync(0, cancellationToken).ConfigureAwait(false);
        }

        if (paths.Length == 0)
        {
            throw new CliException("What is to be imported? Give files, folders, DICOMDIRs or ZIP archives.");
        }

        var request = new ImportRequest([.. paths.Select(Path.GetFullPath)], parsed.GetValue(_aeTitle), parsed.GetValue(_associations), parsed.GetValue(_anew));
        return await client.StartImportAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ImportReport> FollowAsync(AdminClient client, List<ImportProblem> problems, Action<double, double?> advance, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = await client.ImportAsync(problems.Count, cancellationToken).ConfigureAwait(false);
            problems.AddRange(now.Problems);
            advance(now.Files, now.Total);
            if (now.State != "Running" && now.Problems.Count == 0)
            {
                return now;
            }

            if (now.Problems.Count == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task WriteAsync(ImportReport now, List<ImportProblem> problems, CommandContext context)
    {
        foreach (var problem in problems)
        {
            var status = problem.Status is null ? "" : $" ({problem.Status})";
            await context.Error.WriteLineAsync(SafeText.Of($"{problem.Name}: {problem.Result}{status}: {problem.Reason}")).ConfigureAwait(false);
        }

        var seconds = ((now.EndedAt ?? context.Time.GetUtcNow()) - now.StartedAt).TotalSeconds;
        var warnings = now.Warnings > 0 ? $" ({now.Warnings} with a warning)" : "";
        await context.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{now.State}: {now.Files} of {now.Total?.ToString(CultureInfo.InvariantCulture) ?? "?"} files, {now.Stored} instances stored{warnings}, {now.Present} were there, {now.Failed} failed, {now.Unreadable} unreadable; {Sizes.Text(now.Bytes)} in {seconds:0.0} s.")).ConfigureAwait(false);
    }
}
