using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Client;

public sealed class QueryTests
{
    private static readonly DicomDataSet Identifier = new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "STUDY").Set(Tags.StudyInstanceUID, "").Build();

    private static DicomDataSet Match(int number) =>
        new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "STUDY").Set(Tags.StudyInstanceUID, $"2.25.{number}").Build();

    [Fact]
    public async Task Matches_come_in_order()
    {
        await using var pair = await Pair.CreateAsync(Finding(1000));
        var found = 0;
        await foreach (var match in pair.Requestor.FindAsync(Pair.StudyRootFind, Identifier))
        {
            Assert.Equal($"2.25.{found++}", match.GetString(Tags.StudyInstanceUID));
        }

        Assert.Equal(1000, found);
    }

    [Fact]
    public async Task Leaving_a_query_cancels_it_and_the_association_goes_on()
    {
        var handler = Finding(int.MaxValue);
        await using var pair = await Pair.CreateAsync(handler);
        await foreach (var match in pair.Requestor.FindAsync(Pair.StudyRootFind, Identifier))
        {
            if (match.GetString(Tags.StudyInstanceUID) == "2.25.10")
            {
                break;
            }
        }

        handler.OnRequest = (_, _, _) => new(DimseStatus.Success);
        Assert.Equal(DimseStatus.Success, await pair.Requestor.EchoAsync());
    }

    [Fact]
    public async Task Cancelling_a_query_cancels_it_at_the_peer()
    {
        var reason = new TaskCompletionSource<OperationCancellation>();
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = async (request, responder, cancellationToken) =>
            {
                await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(Match(1)) }, cancellationToken);
                try
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
                finally
                {
                    reason.SetResult(request.Cancellation);
                }

                return DimseStatus.Success;
            },
        });
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in pair.Requestor.FindAsync(Pair.StudyRootFind, Identifier, source.Token))
            {
                await source.CancelAsync();
            }
        });
        Assert.Equal(OperationCancellation.PeerCancelled, await reason.Task);
        Assert.True(pair.Requestor.IsEstablished);
    }

    [Fact]
    public async Task A_failed_query_tells_its_status()
    {
        await using var pair = await Pair.CreateAsync(new TestHandler
        {
            OnRequest = (_, _, _) => new(new DimseResponse(DimseStatus.DoesNotMatchSopClass) { ErrorComment = "No level" }),
        });
        var exception = await Assert.ThrowsAsync<FindException>(async () =>
        {
            await foreach (var _ in pair.Requestor.FindAsync(Pair.StudyRootFind, Identifier))
            {
                Assert.Fail("A match of a failed query.");
            }
        });
        Assert.Equal(DimseStatus.DoesNotMatchSopClass, exception.Status);
        Assert.Contains("No level", exception.Message, StringComparison.Ordinal);
    }

    private static TestHandler Finding(int count) => new()
    {
        OnRequest = async (_, responder, cancellationToken) =>
        {
            for (var i = 0; i < count; i++)
            {
                await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(Match(i)) }, cancellationToken);
            }

            return DimseStatus.Success;
        },
    };
}
