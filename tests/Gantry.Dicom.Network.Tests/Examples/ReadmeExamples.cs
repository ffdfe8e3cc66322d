#pragma warning disable xUnit1051 // who reads the examples has no test whose token could be passed

using System.Net;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Examples;

/// <summary>The examples of dicom/README.md that need a peer; those that need none are in Gantry.Dicom.Tests, which compares all with the README.</summary>
public sealed class ReadmeExamples : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly TestHandler _handler = new();
    private readonly DicomServer _server;

    public ReadmeExamples() => _server = DicomServer.Start(new IPEndPoint(IPAddress.Loopback, 0), () => _handler);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Ask_a_peer()
    {
        var port = _server.EndPoint.Port;
        var found = 0;
        _handler.OnRequest = async (request, responder, cancellationToken) =>
        {
            if (request.Command is CFindRq)
            {
                found++;
                await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(QueryIdentifier.Studies(new Uid("2.25.1"))) }, cancellationToken);
            }

            return DimseStatus.Success;
        };

        #region Ask a peer
        await using var pacs = new DicomClient("127.0.0.1", port, called: new AETitle("GANTRY"), calling: new AETitle("ME"));
        DimseStatus status = await pacs.EchoAsync();

        var query = QueryIdentifier.Of(QueryRetrieveLevel.Study).Set(Tags.PatientName, "ANON*").Build();
        await foreach (var study in pacs.FindAsync(query))                   // leaving the loop early sends C-CANCEL
        {
            Console.WriteLine(study.GetString(Tags.StudyInstanceUID));
        }
        #endregion

        Assert.Equal((DimseStatus.Success, 1), (status, found));
    }

    [Fact]
    public async Task Store()
    {
        await using var pacs = Client();
        var image = Peers.DcmtkScuTests.Instance("2.25.5");
        File.WriteAllBytes(Path.Combine(_folder, "1.dcm"), DicomFile.ToArray(Peers.DcmtkScuTests.Instance("2.25.6"), TransferSyntax.ImplicitVRLittleEndian));
        var folder = _folder;

        #region Store
        var summary = await pacs.StoreAsync(
            [.. StoreSource.OfFolder(folder), StoreSource.Of(image)],
            new StoreOptions { Progress = new Progress<StoreOutcome>(one => Console.WriteLine($"{one.Source}: {one.Result} {one.Message}")) });

        Console.WriteLine($"{summary.Stored} stored, {summary.Failed} not");
        #endregion

        Assert.Equal((2, 0), (summary.Stored, summary.Failed));
    }

    [Fact]
    public async Task Retrieve()
    {
        await using var pacs = Client();
        var folder = _folder;
        _handler.OnRequest = (_, _, _) => new(new DimseResponse(DimseStatus.Success) { SubOperations = new(null, 1, 0, 0) });

        #region Retrieve
        var study = QueryIdentifier.Studies(new Uid("2.25.1"));
        var moved = await pacs.MoveAsync(destination: new AETitle("WORKSTATION"), study);
        var brought = await pacs.GetAsync(study, new FolderSink(folder));    // files named by their SOP Instance UIDs

        Console.WriteLine($"{brought.Status}: {brought.SubOperations.Completed} came, {brought.SubOperations.Failed} did not");
        #endregion

        Assert.Equal((DimseStatus.Success, DimseStatus.Success), (moved.Status, brought.Status));
    }

    [Fact]
    public async Task Have_it_kept_and_written_to_media()
    {
        await using var pacs = Client();
        SopReference[] stored = [new(Uids.CTImageStorage, new Uid("2.25.1"))];
        _handler.OnRequest = async (request, responder, cancellationToken) =>
        {
            if (request.Context.AbstractSyntax == Uids.StorageCommitmentPushModel)
            {
                var asked = await request.ReadDataSetAsync(cancellationToken: cancellationToken);
                var report = new NEventReportRq { SopClassUid = Uids.StorageCommitmentPushModel, SopInstanceUid = Uids.StorageCommitmentPushModelInstance, EventTypeId = 1 };
                _ = request.Association.InvokeAsync(request.Context, report, DataSetSource.Of(asked), CancellationToken.None).AsTask();
            }

            return request.Command is NGetRq
                ? new DimseResponse(DimseStatus.Success) { DataSet = DataSetSource.Of(new DicomDataSetBuilder().Set(Tags.ExecutionStatus, "DONE").Build()) }
                : DimseStatus.Success;
        };

        #region Have it kept, and written to media
        await using var listener = CommitmentListener.Start(new IPEndPoint(IPAddress.Loopback, 0), new AETitle("ME"));
        var commitment = await pacs.CommitAsync(stored, listener);           // the report comes on this association or on the listener's
        bool mayBeDeleted = commitment.IsComplete;

        var request = await pacs.CreateMediaAsync(new MediaCreationRequest([.. stored]) { MediaApplicationProfile = "STD-GEN-CD" });
        await pacs.InitiateMediaAsync(request, copies: 2);
        var media = await pacs.WaitForMediaAsync(request, interval: TimeSpan.FromSeconds(5));
        #endregion

        Assert.True(mayBeDeleted);
        Assert.Equal("DONE", media.ExecutionStatus);
    }

    private DicomClient Client() => new("127.0.0.1", _server.EndPoint.Port, new AETitle("GANTRY"), new AETitle("ME"));
}
