using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry verify</c>: reads every stored instance, compares store and catalog, and follows.</summary>
internal static class VerifyCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var workers = new Option<int?>("--workers") { Description = "The instances read at a time, 1 to 64; as many as processors unless set." };
        var rate = new Option<int?>("--rate") { Description = "The most megabytes read in a second, 1 to 100000; no limit unless set." };
        var anew = new Option<bool>("--anew") { Description = "Begins anew although an interrupted verification could be gone on with." };
        var detach = new Option<bool>("--detach") { Description = "Does not wait for the end; call it again with --follow to look." };
        var follow = new Option<bool>("--follow") { Description = "Starts nothing: follows the one that runs, or tells how the last one ended." };
        var stop = new Option<bool>("--stop") { Description = "Stops the one that runs; the next goes on from there." };
        var command = new Command("verify", "Reads every stored instance and compares its digest, and store and catalog with each other, while the server goes on. Changes nothing.")
        {
            workers, rate, anew, detach, follow, stop,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var now = parsed.GetValue(stop) ? await client.StopVerificationAsync(cancellationToken).ConfigureAwait(false)
                : parsed.GetValue(follow) ? await client.VerificationAsync(cancellationToken).ConfigureAwait(false)
                : await client.StartVerificationAsync(parsed.GetValue(workers), parsed.GetValue(rate), parsed.GetValue(anew), cancellationToken).ConfigureAwait(false);
            if (!parsed.GetValue(detach))
            {
                now = await FollowAsync(client, now, context, cancellationToken).ConfigureAwait(false);
            }

            if (!server.TryWriteJson(parsed, now, AdminJson.Default.VerificationReport))
            {
                Write(now, context.Output);
            }

            return now.State == "Failed" ? throw new CliException(now.Failure ?? "The verification failed.") : Faults(now) > 0 ? 1 : 0;
        });
        return command;
    }

    private static async Task<VerificationReport> FollowAsync(AdminClient client, VerificationReport now, CommandContext context, CancellationToken cancellationToken)
    {
        for (var shown = -1; now.State == "Running"; now = await client.VerificationAsync(cancellationToken).ConfigureAwait(false))
        {
            if (now.PartsDone != shown)
            {
                shown = now.PartsDone;
                await context.Error.WriteLineAsync(Line(now)).ConfigureAwait(false);
            }

            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
        }

        return now;
    }

    private static void Write(VerificationReport now, TextWriter output)
    {
        foreach (var finding in now.Findings)
        {
            output.WriteLine($"{finding.Fault}: {finding.SopInstance ?? "?"} at {finding.Location} {finding.Detail}".TrimEnd());
        }

        if (Faults(now) > now.Findings.Count)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"... and {Faults(now) - now.Findings.Count} more, which the log has."));
        }

        output.WriteLine(Line(now));
    }

    private static long Faults(VerificationReport now) => now.Damaged + now.Unreadable + now.Unlisted + now.Missing;

    private static string Line(VerificationReport now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{now.State}: {now.PartsDone} of {now.Parts} parts, {now.Intact} instances intact, {now.Whole} whole without a digest, {now.Damaged} damaged, {now.Unreadable} unreadable, {now.Unlisted} not in the catalog, {now.Missing} not in the store; {Sizes.Text(now.Bytes)} read.");
}
