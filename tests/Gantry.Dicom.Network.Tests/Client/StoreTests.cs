using System.IO.Pipelines;
using System.Security.Cryptography;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Client;

public sealed class StoreTests
{
    [Theory, InlineData("stream"), InlineData("pipe"), InlineData("memory")]
    public async Task A_large_instance_arrives_as_it_was_sent(string source)
    {
        var bytes = new byte[5_000_001];
        Random.Shared.NextBytes(bytes);
        byte[]? hash = null;
        CStoreRq? received = null;
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = async (request, _, cancellationToken) =>
            {
                received = (CStoreRq)request.Command;
                hash = await SHA256.HashDataAsync(request.DataSet!.AsStream(), cancellationToken);
                return DimseStatus.Success;
            },
        });
        var dataSet = source switch
        {
            "stream" => DataSetSource.Of(new MemoryStream(bytes)),
            "pipe" => DataSetSource.Of(PipeReader.Create(new MemoryStream(bytes), new StreamPipeReaderOptions(bufferSize: 100))),
            _ => DataSetSource.Of(bytes),
        };
        var request = new StoreRequest(Pair.CtImageStorage, new Uid("2.25.7"), TransferSyntax.ExplicitVRLittleEndian, dataSet)
        {
            Priority = Priority.High,
            MoveOriginatorAETitle = new AETitle("MOVER"),
            MoveOriginatorMessageId = 12,
        };
        var response = await pair.Requestor.StoreAsync(request);
        Assert.Equal((DimseStatus.Success, new Uid("2.25.7")), (response.Status, response.AffectedSopInstanceUid));
        Assert.Equal(SHA256.HashData(bytes), hash);
        Assert.Equal(("MOVER", (ushort?)12, Priority.High), (received!.MoveOriginatorAETitle.Value, received.MoveOriginatorMessageId, received.Priority));
    }

    [Fact]
    public async Task What_cannot_be_sent_as_it_is_is_said_before_anything_is_sent()
    {
        await using var pair = await Pair.CreateAsync();
        Assert.False(pair.Requestor.CanStore(Pair.CtImageStorage, TransferSyntax.ImplicitVRLittleEndian));
        var request = new StoreRequest(Pair.CtImageStorage, new Uid("2.25.7"), TransferSyntax.ImplicitVRLittleEndian, DataSetSource.Of(new byte[2]));
        await Assert.ThrowsAsync<PresentationContextException>(async () => await pair.Requestor.StoreAsync(request));
        Assert.Equal(DimseStatus.Success, await pair.Requestor.EchoAsync());
    }

    [Fact]
    public async Task An_early_failure_cuts_the_sending_short_and_the_association_goes_on()
    {
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = (request, _, _) => new(request.Command is CStoreRq ? DimseStatus.OutOfResources : DimseStatus.Success),
        });
        using var endless = new EndlessStream();
        var request = new StoreRequest(Pair.CtImageStorage, new Uid("2.25.7"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(endless));
        Assert.Equal(DimseStatus.OutOfResources, (await pair.Requestor.StoreAsync(request)).Status);
        Assert.Equal(DimseStatus.Success, await pair.Requestor.EchoAsync());
    }

    [Fact]
    public async Task A_source_that_fails_before_the_message_leaves_the_association_whole()
    {
        await using var pair = await Pair.CreateAsync();
        using var broken = new EndlessStream { FailsAfter = 0 };
        var request = new StoreRequest(Pair.CtImageStorage, new Uid("2.25.7"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(broken));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await pair.Requestor.StoreAsync(request));
        Assert.Equal(DimseStatus.Success, await pair.Requestor.EchoAsync());
    }

    [Fact]
    public async Task A_source_that_fails_in_the_midst_aborts_and_the_receiver_does_not_take_it_for_whole()
    {
        var seen = new TaskCompletionSource<Exception>();
        var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = async (request, _, _) =>
            {
                try
                {
                    await request.DataSet!.CopyToAsync(Stream.Null);
                }
                catch (IOException exception)
                {
                    seen.SetResult(exception);
                }

                return DimseStatus.Success;
            },
        });
        using var broken = new EndlessStream { FailsAfter = 1_000_000 };
        var request = new StoreRequest(Pair.CtImageStorage, new Uid("2.25.7"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(broken));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await pair.Requestor.StoreAsync(request));
        Assert.IsType<AssociationException>(await seen.Task);
        Assert.Equal(AssociationEndReason.AbortedLocally, (await pair.Requestor.Ended).Reason);
        Assert.Equal(AssociationEndReason.AbortedByPeer, (await pair.Acceptor).Reason);
    }
}
