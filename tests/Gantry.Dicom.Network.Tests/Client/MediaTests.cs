using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Client;

public sealed class MediaTests
{
    [Fact]
    public async Task Media_are_requested_initiated_and_looked_after_until_they_are_done()
    {
        List<(DimseRq Command, DicomDataSet DataSet)> requests = [];
        string[] statuses = ["PENDING", "CREATING", "DONE"];
        var asked = 0;
        await using var peer = new ClientPeer
        {
            OnRequest = async (request, _, cancellationToken) =>
            {
                requests.Add((request.Command, await request.ReadDataSetAsync(cancellationToken: cancellationToken)));
                return request.Command is NGetRq
                    ? new DimseResponse(DimseStatus.Success) { DataSet = DataSetSource.Of(Status(statuses[asked++])) }
                    : DimseStatus.Success;
            },
        };
        await using var client = peer.CreateClient();
        var uid = await client.CreateMediaAsync(new MediaCreationRequest([new SopReference(Uids.CTImageStorage, new Uid("2.25.1"))])
        {
            MediaApplicationProfile = "STD-GEN-CD",
            FileSetId = "DISC1",
            LabelText = "ANON^ONE",
            AllowsSplitting = false,
            IncludesDisplayApplication = true,
        });
        await client.InitiateMediaAsync(uid, 2, MediaPriority.High);
        var seen = new List<string>();
        var waiting = client.WaitForMediaAsync(uid, TimeSpan.FromSeconds(2), new Seen(status => seen.Add(status.ExecutionStatus)));
        await peer.RunClockAsync(waiting);
        Assert.Equal(("DONE", "NORMAL", (int?)2), ((await waiting).ExecutionStatus, (await waiting).ExecutionStatusInfo, (await waiting).PiecesCreated));
        Assert.Equal(statuses, seen);
        await client.CancelMediaAsync(uid);

        var (create, attributes) = requests[0];
        Assert.Equal((CommandField.NCreateRq, uid), (create.CommandField, create.SopInstanceUid));
        Assert.Equal(("DISC1", "ANON^ONE", "NO", "YES"), (attributes.GetString(Tags.StorageMediaFileSetID), attributes.GetText(Tags.LabelText), attributes.GetString(Tags.AllowMediaSplitting), attributes.GetString(Tags.IncludeDisplayApplication)));
        Assert.False(attributes.Contains(Tags.AllowLossyCompression));
        Assert.Equal("STD-GEN-CD", attributes.GetItems(Tags.ReferencedSOPSequence).Single().GetString(Tags.RequestedMediaApplicationProfile));
        Assert.Equal((1, 2, "HIGH"), ((int)((NActionRq)requests[1].Command).ActionTypeId, requests[1].DataSet.GetInt32(Tags.NumberOfCopies) ?? 0, requests[1].DataSet.GetString(Tags.RequestPriority)));
        Assert.Equal(2, ((NActionRq)requests[^1].Command).ActionTypeId);
        Assert.All(requests, request => Assert.Equal(Uids.MediaCreationManagement, request.Command.SopClassUid));
    }

    [Fact]
    public async Task The_peer_may_choose_the_UID_and_refuse_what_it_will_not_do()
    {
        await using var peer = new ClientPeer
        {
            OnRequest = (request, _, _) => new(request.Command is NCreateRq
                ? new DimseResponse(DimseStatus.Success) { AffectedSopInstanceUid = new Uid("2.25.42") }
                : new DimseResponse(new DimseStatus(0xA510)) { ErrorComment = "Already initiated" }),
        };
        await using var client = peer.CreateClient();
        var uid = await client.CreateMediaAsync(new MediaCreationRequest([new SopReference(Uids.CTImageStorage, new Uid("2.25.1"))]));
        Assert.Equal("2.25.42", uid.Value);
        var fault = await Assert.ThrowsAsync<DimseException>(() => client.InitiateMediaAsync(uid));
        Assert.Equal(((ushort)0xA510, "N-ACTION 1 was answered with status A510H. Already initiated"), (fault.Status.Code, fault.Message));
        await Assert.ThrowsAsync<ArgumentException>(() => client.CreateMediaAsync(new MediaCreationRequest([])));
    }

    private static DicomDataSet Status(string status) =>
        new DicomDataSetBuilder().Set(Tags.ExecutionStatus, status).Set(Tags.ExecutionStatusInfo, "NORMAL").Set(Tags.TotalNumberOfPiecesOfMediaCreated, 2).Build();

    private sealed class Seen(Action<MediaCreationStatus> on) : IProgress<MediaCreationStatus>
    {
        public void Report(MediaCreationStatus value) => on(value);
    }

    [Fact]
    public async Task A_peer_is_not_asked_for_what_no_attribute_asks_for()
    {
        await using var peer = new ClientPeer();
        await using var client = peer.CreateClient();
        var request = new MediaCreationRequest([new SopReference(Uids.CTImageStorage, Uid.New())]) { Deidentification = ConfidentialityOptions.None };

        Assert.DoesNotContain(request.ToDataSet(), element => element.Tag.IsPrivate);
        await Assert.ThrowsAsync<ArgumentException>(() => client.CreateMediaAsync(request, TestContext.Current.CancellationToken));
    }
}
