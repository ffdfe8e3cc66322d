using System.Diagnostics;
using System.Globalization;
using System.Net;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Benchmarks.Associations;

/// <summary>How fast requestors store the same files, each to the same acceptor.</summary>
internal static class ScuRates
{
    public const string Library = "Gantry's DicomClient";

    public static Comparison Compare(IReadOnlyDictionary<string, string[]> sets, string aeTitle, int port)
    {
        var comparison = new Comparison([.. sets.Keys]);
        comparison.Add(Library, cancellationToken => EachAsync(sets, files => StoreAsync(files, aeTitle, port, cancellationToken)));
        comparison.Add("the same by hand", cancellationToken => EachAsync(sets, files => StoreByHandAsync(files, aeTitle, port, cancellationToken)));
        foreach (var tool in (string[])["storescu", "dcmsend"])
        {
            if (Programs.Find(tool) is { } path)
            {
                comparison.Add(tool, cancellationToken => EachAsync(sets, async files =>
                {
                    string[] arguments = ["-aec", aeTitle, "-pdu", "131072", "127.0.0.1", port.ToString(CultureInfo.InvariantCulture), "+sd", Path.GetDirectoryName(files[0])!];
                    return (await Programs.RunAsync(path, arguments, cancellationToken: cancellationToken)).Elapsed;
                }));
            }
        }

        return comparison;
    }

    /// <summary>An acceptor that takes every instance and drops it.</summary>
    public static DicomServer Sink() => DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), static () => new SinkHandler());

    private static async Task<double?[]> EachAsync(IReadOnlyDictionary<string, string[]> sets, Func<string[], Task<TimeSpan>> storeAsync)
    {
        var rates = new List<double?>();
        foreach (var files in sets.Values)
        {
            rates.Add(files.Length / (await storeAsync(files)).TotalSeconds);
        }

        return [.. rates];
    }

    // As a program would that has a folder to send: one association, every file from the disk, release.
    private static async Task<TimeSpan> StoreAsync(string[] files, string aeTitle, int port, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var options = new DicomClientOptions { MaximumAssociations = 1 };
        await using (var client = new DicomClient("127.0.0.1", port, new AETitle(aeTitle), new AETitle("BENCH"), options))
        {
            var summary = await client.StoreAsync(files.Select(StoreSource.OfFile), cancellationToken: cancellationToken);
            if (summary.Stored != files.Length)
            {
                throw new BenchmarkException($"{aeTitle} took {summary.Stored} of {files.Length} instances.");
            }
        }

        return Stopwatch.GetElapsedTime(begun);
    }

    // The same by hand: an association, and one request after the other.
    private static async Task<TimeSpan> StoreByHandAsync(string[] files, string aeTitle, int port, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        await using (var association = await DicomClient.ConnectAsync(
            "127.0.0.1",
            port,
            new AETitle(aeTitle),
            new AETitle("BENCH"),
            [new ProposedContext(Uids.CTImageStorage, [TransferSyntax.ExplicitVRLittleEndian])],
            cancellationToken: cancellationToken))
        {
            foreach (var file in files)
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
                var request = await StoreRequest.FromPart10Async(stream, cancellationToken);
                var response = await association.StoreAsync(request, cancellationToken);
                if (response.Status != DimseStatus.Success)
                {
                    throw new BenchmarkException($"{aeTitle} answered {response.Status}.");
                }
            }
        }

        return Stopwatch.GetElapsedTime(begun);
    }

    private sealed class SinkHandler : IAssociationHandler
    {
        public ValueTask<AssociationAnswer> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken) =>
            new(AssociationAnswer.Accept(request, proposal => proposal.AcceptFirst(_ => true)));

        public async ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken)
        {
            if (request.DataSet is { } dataSet)
            {
                while (await dataSet.ReadAsync(cancellationToken) is var read)
                {
                    dataSet.AdvanceTo(read.Buffer.End);
                    if (read.IsCompleted)
                    {
                        break;
                    }
                }
            }

            return DimseStatus.Success;
        }
    }
}
