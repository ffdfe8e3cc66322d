using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Client;

public sealed class MoveAndGetTests : IDisposable
{
    private static readonly DicomDataSet Study = QueryIdentifier.Studies(new Uid("2.25.1"));
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-get-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_move_is_made_in_the_model_of_its_level_and_told_as_it_goes()
    {
        await using var peer = new ClientPeer
        {
            OnRequest = async (request, responder, cancellationToken) =>
            {
                await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { SubOperations = new(1, 1, 0, 0) }, cancellationToken);
                return new DimseResponse(DimseStatus.Success) { SubOperations = new(null, 2, 0, 0) };
            },
        };
        await using var client = peer.CreateClient();
        var progress = new Progress();
        var result = await client.MoveAsync(new AETitle("SINK"), Study, progress);
        Assert.Equal((DimseStatus.Success, (ushort?)2), (result.Status, result.SubOperations.Completed));
        Assert.Equal([new(1, 1, 0, 0)], progress.Seen);

        var patient = new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "PATIENT").Set(Tags.PatientID, "1").Build();
        await client.MoveAsync(new AETitle("SINK"), patient);
        Assert.Equal(["1.2.840.10008.5.1.4.1.2.2.2", "1.2.840.10008.5.1.4.1.2.1.2"], peer.Requests.Select(request => request.PresentationContexts.Single().AbstractSyntax.Value));
        await Assert.ThrowsAsync<ArgumentException>(() => client.MoveAsync(new AETitle("SINK"), DicomDataSet.Empty));
    }

    [Fact]
    public async Task A_move_that_is_cancelled_is_cancelled_at_the_peer()
    {
        using var source = new CancellationTokenSource();
        OperationCancellation? reason = null;
        await using var peer = new ClientPeer
        {
            OnRequest = async (request, _, cancellationToken) =>
            {
                await source.CancelAsync();
                var cancelled = new TaskCompletionSource();
                await using var registration = cancellationToken.Register(cancelled.SetResult);
                await cancelled.Task;
                reason = request.Cancellation;
                return DimseStatus.Cancel;
            },
        };
        await using var client = peer.CreateClient();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.MoveAsync(new AETitle("SINK"), Study, null, source.Token));
        Assert.Equal(OperationCancellation.PeerCancelled, reason);
    }

    [Fact]
    public async Task A_retrieval_that_was_lost_is_not_begun_again()
    {
        var requests = 0;
        await using var peer = new ClientPeer
        {
            Connections = new([new IOException("away")]),
            OnRequest = async (request, _, _) =>
            {
                requests++;
                await request.Association.AbortAsync();
                return DimseStatus.Success;
            },
        };
        await using var client = peer.CreateClient();
        var moving = client.MoveAsync(new AETitle("SINK"), Study);
        await peer.RunClockAsync(moving);
        await Assert.ThrowsAsync<AssociationException>(() => moving);
        Assert.Equal((1, 2), (requests, peer.Attempts)); // the connection was tried again
    }

    [Fact]
    public async Task A_get_asks_what_the_study_has_and_keeps_it_as_files()
    {
        var image = new DicomDataSetBuilder().Set(Tags.SOPClassUID, Uids.CTImageStorage).Set(Tags.SOPInstanceUID, "2.25.7").Set(Tags.PatientName, "ANON^ONE").Build();
        await using var peer = new ClientPeer();
        peer.OnRequest = async (request, responder, cancellationToken) =>
        {
            if (request.Command is CFindRq)
            {
                var match = new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "STUDY").Set(Tags.SOPClassesInStudy, Uids.CTImageStorage).Build();
                await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(match) }, cancellationToken);
                return DimseStatus.Success;
            }

            var stored = await request.Association.StoreAsync(
                new StoreRequest(Uids.CTImageStorage, new Uid("2.25.7"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(image)), cancellationToken);
            Assert.True(request.Association.CanStore(Uids.CTImageStorage, new TransferSyntax(Uids.JPEGBaseline8Bit)));
            return new DimseResponse(stored.Status) { SubOperations = new(null, 1, 0, 0) };
        };
        await using var client = peer.CreateClient();
        var saved = new Progress<string>();
        var result = await client.GetAsync(Study, new FolderSink(_folder, saved));
        Assert.Equal(DimseStatus.Success, result.Status);
        var path = Assert.Single(saved.Seen);
        Assert.Equal(Path.Combine(_folder, "2.25.7.dcm"), path);
        var file = DicomFile.Read(await File.ReadAllBytesAsync(path));
        Assert.Equal(("ANON^ONE", "GANTRY", FileMetaFaults.None), (file.DataSet.GetString(Tags.PatientName), file.FileMeta!.SourceAETitle!.Value.Value, file.FileMetaFaults));
        Assert.Single(Directory.GetFileSystemEntries(_folder));

        var contexts = peer.Requests.Last().PresentationContexts;
        Assert.All(contexts.Skip(1), context => Assert.Equal(Uids.CTImageStorage, context.AbstractSyntax));
        Assert.Equal((Uids.CTImageStorage, true, false), peer.Requests.Last().UserInformation.RoleSelections.Select(role => (role.SopClassUid, role.Scp, role.Scu)).Single());
    }

    [Theory]
    [InlineData(1, 14)]
    [InlineData(9, 118)]
    [InlineData(60, 121)]
    [InlineData(127, 128)]
    [InlineData(400, 128)]
    public void Contexts_of_a_get_are_as_many_as_there_is_room_for(int sopClasses, int contexts)
    {
        var set = GetContexts.Of(Uids.StudyRootQueryRetrieveInformationModelGet, [.. Enumerable.Range(0, sopClasses).Select(i => new Uid($"1.2.{i}"))], GetContexts.UsualTransferSyntaxes);
        Assert.Equal(contexts, set.Contexts.Length);
        Assert.All(set.Contexts.Skip(1), context => Assert.Equal(ServiceRoles.Scp, context.Roles));
    }

    [Fact]
    public async Task A_hostile_peer_cannot_name_a_file_outside_the_folder()
    {
        // Its SOP Instance UID goes over the wire as it is: the receiving side must refuse it.
        var statuses = new List<DimseStatus>();
        await using var peer = new ClientPeer();
        peer.OnRequest = async (request, _, cancellationToken) =>
        {
            if (request.Command is CFindRq)
            {
                return DimseStatus.CannotUnderstand;
            }

            foreach (var name in (string[])["../../escaped", "/etc/escaped", @"..\escaped", "con", "a.b", ".", "..", "1..2"])
            {
                var store = new StoreRequest(Uids.CTImageStorage, Hostile.Uid(name), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(new byte[8]));
                statuses.Add((await request.Association.StoreAsync(store, cancellationToken)).Status);
            }

            return DimseStatus.Success;
        };
        await using var client = peer.CreateClient();
        var inner = Directory.CreateDirectory(Path.Combine(_folder, "a", "b")).FullName;
        var result = await client.GetAsync(Study, new FolderSink(inner), new GetOptions { SopClasses = [Uids.CTImageStorage] });
        Assert.Equal(DimseStatus.Success, result.Status);
        Assert.All(statuses, status => Assert.Equal(DimseStatus.InvalidSopInstance, status));
        Assert.Equal(8, statuses.Count);
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("2.25.8", "1.2.840.10008.5.1.4.1.1.2", 0xA900)] // the command says 2.25.7
    [InlineData("2.25.7", "1.2.840.10008.5.1.4.1.1.4", 0xA900)] // and CT
    [InlineData(null, null, 0xC000)]
    public async Task A_data_set_that_is_not_what_its_command_says_is_refused(string? sopInstance, string? sopClass, int expected)
    {
        var dataSet = new DicomDataSetBuilder().Set(Tags.PatientName, "ANON^ONE");
        if (sopInstance is not null)
        {
            dataSet.Set(Tags.SOPClassUID, sopClass!).Set(Tags.SOPInstanceUID, sopInstance);
        }

        DimseStatus? status = null;
        await using var peer = new ClientPeer
        {
            OnRequest = async (request, _, cancellationToken) =>
            {
                var store = new StoreRequest(Uids.CTImageStorage, new Uid("2.25.7"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(dataSet.Build()));
                status = (await request.Association.StoreAsync(store, cancellationToken)).Status;
                return DimseStatus.Success;
            },
        };
        await using var client = peer.CreateClient();
        await client.GetAsync(Study, new FolderSink(_folder), new GetOptions { SopClasses = [Uids.CTImageStorage] });
        Assert.Equal(expected, status!.Value.Code);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task What_is_lost_in_the_midst_leaves_nothing_behind()
    {
        var begun = new TaskCompletionSource();
        await using var peer = new ClientPeer
        {
            OnRequest = async (request, _, cancellationToken) =>
            {
                var endless = new StoreRequest(Uids.CTImageStorage, new Uid("2.25.7"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(new EndlessStream()));
                var storing = request.Association.StoreAsync(endless, cancellationToken).AsTask();
                await begun.Task;
                await request.Association.AbortAsync();
                await Assert.ThrowsAsync<AssociationException>(() => storing);
                return DimseStatus.Success;
            },
        };
        await using var client = peer.CreateClient();
        var sink = new FolderSink(_folder);
        var getting = client.GetAsync(Study, new Begun(sink, begun), new GetOptions { SopClasses = [Uids.CTImageStorage] });
        await Assert.ThrowsAsync<AssociationException>(() => getting);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private sealed class Begun(IInstanceSink sink, TaskCompletionSource begun) : IInstanceSink
    {
        public ValueTask<DimseStatus> StoreAsync(ReceivedInstance instance, CancellationToken cancellationToken)
        {
            begun.TrySetResult();
            return sink.StoreAsync(instance, cancellationToken);
        }
    }

    private sealed class Progress : Progress<SubOperationCounters>;

    private class Progress<T> : IProgress<T>
    {
        public List<T> Seen { get; } = [];

        public void Report(T value) => Seen.Add(value);
    }
}
