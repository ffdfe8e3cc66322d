using System.Diagnostics;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Query;

/// <summary>C-FINDs of one association, one after the other.</summary>
/// <param name="Rate">How many a second.</param>
/// <param name="Slow">How long the slowest took but for one in a hundred, in ms.</param>
internal readonly record struct QueryLoad(double Rate, double Slow)
{
    private const ushort CFind = 0x0020;

    // So many different ones are asked before they come again.
    private const int Different = 4_096;

    /// <summary>Asks for so long, at study level with the return keys of a workstation.</summary>
    /// <param name="port">Whom.</param>
    /// <param name="aeTitle">Its AE title.</param>
    /// <param name="keys">The matching keys of the i-th query, and how many matches it has.</param>
    /// <param name="duration">How long.</param>
    /// <exception cref="BenchmarkException">It has other matches.</exception>
    public static QueryLoad Run(int port, string aeTitle, Func<int, (DicomDataSet Keys, int Matches)> keys, TimeSpan duration)
    {
        using var scu = RawAssociation.Associate(port, aeTitle, "BENCH", [Uids.StudyRootQueryRetrieveInformationModelFind.Value]);
        var requests = Enumerable.Range(0, Different).Select(i => Encoded(keys(i))).ToArray(); // before the clock: what is measured is the server, and the way to it
        var times = new List<double>();
        var begun = Stopwatch.GetTimestamp();
        for (ushort i = 1; Stopwatch.GetElapsedTime(begun) < duration || times.Count < 5; i++)
        {
            var (bytes, expected) = requests[i % Different];
            var command = RawCommand.Request(CFind, Uids.StudyRootQueryRetrieveInformationModelFind.Value, i);
            var sent = Stopwatch.GetTimestamp();
            scu.Send(1, command, bytes);
            var (matches, dataSets) = (0, 0L);
            RawCommand response;
            while ((response = scu.Receive(ref dataSets)!.Value).IsPending)
            {
                matches++;
            }

            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            if (response.Status != 0 || matches != expected)
            {
                throw new BenchmarkException($"{aeTitle} answered {response.Status:X4}H with {matches} matches where {expected} are there.");
            }
        }

        var rate = times.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        times.Sort();
        scu.Leave();
        return new(rate, times[(int)((times.Count - 1) * 0.99)]);
    }

    private static (byte[] Identifier, int Matches) Encoded((DicomDataSet Keys, int Matches) query) =>
        (DataSetWriter.ToArray(query.Keys, TransferSyntax.ExplicitVRLittleEndian), query.Matches);
}
