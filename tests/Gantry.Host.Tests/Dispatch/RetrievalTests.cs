using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch.Retrievals;

namespace Gantry.Host.Tests.Dispatch;

public sealed class RetrievalTests
{
    private readonly RetrievalBook _book = new(TimeProvider.System);

    [Fact]
    public void What_was_sent_and_what_failed_before_is_told_of_each_instance()
    {
        var retrieval = Begin("1-1");

        retrieval.Enter(new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "SERIES").Set(Tags.SeriesInstanceUID, "2.25.1\\2.25.2").Set(Tags.StudyInstanceUID, "2.25.9").Build());
        Retrieval.Current!.Note(new Uid("2.25.11"), DimseStatus.Success);
        Retrieval.Current.Note(new Uid("2.25.12"), null);
        retrieval.Advance(new SubOperations(1, 1, 1, 0));
        var during = retrieval.Counters;
        retrieval.Answered(new RetrieveResponse(DimseStatus.SubOperationsCompleteWithFailures, new SubOperations(0, 1, 2, 0)) { FailedSopInstanceUids = [new Uid("2.25.12"), new Uid("2.25.13")] });
        _book.End(retrieval, new DimseResponse(DimseStatus.SubOperationsCompleteWithFailures));

        Assert.Equal(("SERIES", "2.25.1 2.25.2"), (retrieval.Level, string.Join(' ', retrieval.Keys)));
        Assert.Equal((new SubOperations(1, 1, 1, 0), new SubOperations(0, 1, 2, 0)), (during, retrieval.Counters));
        Assert.Equal(
            [new(new Uid("2.25.11"), DimseStatus.Success), new(new Uid("2.25.12"), null), new InstanceOutcome(new Uid("2.25.13"), null)],
            retrieval.Outcomes);
        Assert.Equal(DimseStatus.SubOperationsCompleteWithFailures, retrieval.Status);
        Assert.NotNull(retrieval.EndedAt);
    }

    [Fact]
    public void What_goes_on_is_never_forgotten_and_of_what_ended_the_last_hundred_are_known()
    {
        var first = Begin("0");
        for (var i = 1; i <= 150; i++)
        {
            _book.End(Begin(i.ToString(CultureInfo.InvariantCulture)), new DimseResponse(DimseStatus.Success));
        }

        var known = _book.List();

        Assert.Equal((101, "150", first), (known.Count, known[0].Id, known[^1]));
    }

    [Fact]
    public void Very_many_instances_are_not_kept_for_ever()
    {
        for (var i = 0; i < 4; i++)
        {
            var retrieval = Begin(i.ToString(CultureInfo.InvariantCulture));
            for (var instance = 0; instance < Retrieval.MaximumOutcomes + 1; instance++)
            {
                retrieval.Note(Uids.Verification, DimseStatus.Success);
            }

            _book.End(retrieval, new DimseResponse(DimseStatus.Success));
        }

        Assert.All(_book.List(), retrieval => Assert.Equal(Retrieval.MaximumOutcomes, retrieval.Outcomes.Length));
        Assert.InRange(_book.List().Count, 1, 3);
    }

    private Retrieval Begin(string id)
    {
        var retrieval = new Retrieval
        {
            Id = id,
            Command = DimseCommand.CMove,
            Requestor = new AETitle("SCU"),
            Destination = new AETitle("SINK"),
            BegunAt = DateTimeOffset.UnixEpoch,
        };
        _book.Begin(retrieval);
        return retrieval;
    }
}
