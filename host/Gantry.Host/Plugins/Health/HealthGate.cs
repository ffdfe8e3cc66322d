using System.Globalization;

namespace Gantry.Host.Plugins.Health;

/// <summary>Says whether a generation does worse than the one before it.</summary>
internal static class HealthGate
{
    /// <returns>What is worse, in a sentence; null where nothing is, or too little is known yet.</returns>
    public static string? Judge(GenerationHealth candidate, GenerationHealth before, HealthGateOptions options)
    {
        var earlier = before.Read().ToDictionary(health => health.Command);
        return candidate.Read().Select(health => Judge(health, earlier.GetValueOrDefault(health.Command), options)).FirstOrDefault(reason => reason is not null);
    }

    private static string? Judge(CommandHealth now, CommandHealth? before, HealthGateOptions options)
    {
        if (now.Faults >= options.Faults && Rate(now.Faults, now) > (before is null ? 0 : Rate(before.Faults, before)) + options.MoreFaults)
        {
            return Sentence($"{now.Faults} of {now.Operations} {now.Command} ended with a fault", before, earlier => $"{earlier.Faults} of {earlier.Operations}");
        }

        if (now.Operations < options.Operations || before is null || before.Operations < options.Operations)
        {
            return null;
        }

        if (Rate(now.Failures, now) > Rate(before.Failures, before) + options.MoreFailures)
        {
            return Sentence($"{now.Failures} of {now.Operations} {now.Command} failed", before, earlier => $"{earlier.Failures} of {earlier.Operations}");
        }

        return now.Median > before.Median * options.SlowerBy && now.Median - before.Median > options.SlowerAtLeast
            ? Sentence($"{now.Command} takes {Milliseconds(now)} ms", before, earlier => $"{Milliseconds(earlier)} ms")
            : null;
    }

    private static double Rate(int count, CommandHealth of) => (double)count / of.Operations;

    private static string Milliseconds(CommandHealth health) => health.Median.TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Sentence(string now, CommandHealth? before, Func<CommandHealth, string> earlier) =>
        before is null ? $"{now}." : $"{now}; before: {earlier(before)}.";
}
