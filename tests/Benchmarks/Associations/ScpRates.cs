using System.Diagnostics;

namespace Gantry.Benchmarks.Associations;

/// <summary>What acceptors do in a second: associations from the connection to the release, and verifications on one association.</summary>
internal static class ScpRates
{
    public const string Associations = "associations/s";
    public const string Echoes = "C-ECHO/s on one";
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    public static Comparison Compare(IEnumerable<(string Name, int Port, string AETitle)> acceptors)
    {
        var comparison = new Comparison(Associations, Echoes);
        foreach (var (name, port, aeTitle) in acceptors)
        {
            comparison.Add(name, cancellationToken => Task.FromResult<double?[]>([
                Rate(1, () => Associate(port, aeTitle), cancellationToken),
                Verifications(port, aeTitle, cancellationToken),
            ]));
        }

        return comparison;
    }

    // An association with one verification, as a modality's start of the day.
    private static void Associate(int port, string aeTitle)
    {
        using var scu = RawScu.Associate(port, aeTitle);
        scu.Verify();
        scu.Leave();
    }

    private static double Verifications(int port, string aeTitle, CancellationToken cancellationToken)
    {
        using var scu = RawScu.Associate(port, aeTitle);
        var rate = Rate(100, scu.Verify, cancellationToken);
        scu.Leave();
        return rate;
    }

    private static double Rate(int atATime, Action action, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        long count = 0;
        TimeSpan elapsed;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < atATime; i++)
            {
                action();
            }

            count += atATime;
            elapsed = Stopwatch.GetElapsedTime(begun);
        }
        while (elapsed < Turn);

        return count / elapsed.TotalSeconds;
    }
}
