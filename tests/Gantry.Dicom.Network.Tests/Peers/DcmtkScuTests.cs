using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Peers;

/// <summary>DCMTK's SCUs against the acceptor.</summary>
public sealed class DcmtkScuTests
{
    [Fact]
    public async Task Echoscu_gets_its_answer()
    {
        await using var server = DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), () => new TestHandler());
        var (exitCode, output) = await Dcmtk.RunAsync("echoscu", "-v", "--repeat", "20", "127.0.0.1", Port(server));
        Assert.True(exitCode == 0, output);
        Assert.Contains("Received Echo Response (Success)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storescu_sends_what_there_is_and_every_byte_arrives()
    {
        Dcmtk.Find("storescu");
        var folder = Path.Combine(Corpus.Find(), "files", "neurolabusc__dcm_qa_nih", "In", "20180918Si");
        Assert.SkipUnless(Directory.Exists(folder), "The corpus has no neurolabusc__dcm_qa_nih.");
        var files = Directory.GetFiles(folder, "*.dcm", SearchOption.AllDirectories).Take(40).ToArray();
        var received = new ConcurrentDictionary<string, DicomDataSet>();
        var handler = new TestHandler
        {
            OnRequest = async (request, _, cancellationToken) =>
            {
                received[request.Command.SopInstanceUid.Value] = await request.ReadDataSetAsync(100_000_000, cancellationToken);
                return DimseStatus.Success;
            },
        };
        await using var server = DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), () => handler);
        var (exitCode, output) = await Dcmtk.RunAsync("storescu", ["-v", "-R", "127.0.0.1", Port(server), .. files]);
        Assert.True(exitCode == 0, output);
        Assert.Equal(files.Length, received.Count);
        Assert.All(received, pair => Assert.Equal(pair.Key, pair.Value.GetString(Tags.SOPInstanceUID)));
        Assert.All(received, pair => Assert.False(pair.Value[Tags.PixelData]!.IsEmpty));
        Assert.Empty(handler.Faults);
    }

    [Fact]
    public async Task Findscu_shows_the_matches_and_cancels_after_some()
    {
        var handler = new TestHandler
        {
            OnRequest = async (request, responder, cancellationToken) =>
            {
                var identifier = await request.ReadDataSetAsync(cancellationToken: cancellationToken);
                for (var i = 0; i < int.MaxValue; i++)
                {
                    var match = new DicomDataSetBuilder(identifier).Set(Tags.PatientID, $"ID{i}").Build();
                    await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(match) }, cancellationToken);
                }

                return DimseStatus.Success;
            },
        };
        await using var server = DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), () => handler);
        var (exitCode, output) = await Dcmtk.RunAsync(
            "findscu", "-v", "-S", "--cancel", "5", "-k", "QueryRetrieveLevel=STUDY", "-k", "PatientID", "127.0.0.1", Port(server));
        Assert.True(exitCode == 0, output);
        Assert.Contains("ID4", output, StringComparison.Ordinal);
        Assert.Contains("Cancel", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Getscu_receives_instances_on_its_own_association()
    {
        Dcmtk.Find("getscu");
        var folder = Directory.CreateTempSubdirectory("gantry-getscu-");
        try
        {
            var image = DataSetWriter.ToArray(Instance("2.25.501"), TransferSyntax.ExplicitVRLittleEndian);
            var handler = new TestHandler
            {
                OnNegotiate = request => TestHandler.AcceptAll(request),
                OnRequest = async (request, _, cancellationToken) =>
                {
                    var association = request.Association;
                    var stored = association.CanStore(Pair.CtImageStorage, TransferSyntax.ExplicitVRLittleEndian)
                        ? (await association.StoreAsync(
                            new StoreRequest(Pair.CtImageStorage, new Uid("2.25.501"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(image)), cancellationToken)).Status
                        : DimseStatus.SopClassNotSupported;
                    return new DimseResponse(DimseStatus.Success)
                    {
                        SubOperations = stored == DimseStatus.Success ? new(null, 1, 0, 0) : new(null, 0, 1, 0),
                    };
                },
            };
            await using var server = DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), () => handler);
            var (exitCode, output) = await Dcmtk.RunAsync(
                "getscu", "-v", "-S", "-od", folder.FullName, "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=2.25.1", "127.0.0.1", Port(server));
            Assert.True(exitCode == 0, output);
            Assert.Single(folder.GetFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_stock_storescu_is_not_held_up_by_delayed_acknowledgements()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "TCP_QUICKACK is Linux's.");
        Dcmtk.Find("echoscu");
        await using var server = DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), () => new TestHandler());
        var watch = Stopwatch.StartNew();
        var (exitCode, output) = await Dcmtk.RunStockAsync("echoscu", "--repeat", "300", "127.0.0.1", Port(server));
        Assert.True(exitCode == 0, output);

        // Each delayed acknowledgement costs 40 ms, so 300 cost 12 s; without them it takes a second or two.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"300 echoes of a client with Nagle's algorithm on took {watch.Elapsed}.");
    }

    internal static DicomDataSet Instance(string uid) => new DicomDataSetBuilder()
        .Set(Tags.SOPClassUID, Pair.CtImageStorage)
        .Set(Tags.SOPInstanceUID, uid)
        .Set(Tags.PatientName, "ANON^ONE")
        .Set(Tags.PatientID, "1")
        .Set(Tags.StudyInstanceUID, "2.25.1")
        .Set(Tags.SeriesInstanceUID, "2.25.2")
        .Build();

    private static string Port(DicomServer server) => server.EndPoint.Port.ToString(CultureInfo.InvariantCulture);
}
