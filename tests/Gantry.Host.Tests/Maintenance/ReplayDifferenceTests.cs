using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Maintenance.Replays;

namespace Gantry.Host.Tests.Maintenance;

/// <summary>What is told of answers that are other than recorded, or than another version's.</summary>
public sealed class ReplayDifferenceTests
{
    private static readonly DicomDataSet Identifier = new DicomDataSetBuilder().Set(Tags.PatientID, "A*").Build();

    [Fact]
    public void Equal_answers_have_no_difference()
    {
        var answer = Answer(Match("A1", "ANON^ONE"), Match("A2", "ANON^TWO"));

        Assert.Empty(ReplayDifference.From(Record("2 pending responses."), answer));
        Assert.Empty(ReplayDifference.Between(answer, Answer(Match("A1", "ANON^ONE"), Match("A2", "ANON^TWO"))));
        Assert.Empty(ReplayDifference.From(Record("") with { Command = "C-ECHO", DataSet = null }, Answer()));
    }

    [Fact]
    public void Status_and_number_of_matches_are_compared_with_the_record_where_it_tells_them()
    {
        var failed = Answer(Match("A1", "ANON^ONE")) with { Status = DimseStatus.OutOfResources };

        Assert.Equal(
            [new("status", "0000H", "A700H"), new ReplayDifference("matches", "0", "1")], ReplayDifference.From(Record(""), failed));
        Assert.Equal([new ReplayDifference("status", "A700H", "0000H")], ReplayDifference.From(Record("The catalog is away.") with { Status = 0xA700 }, Answer(Match("A1", "ANON^ONE"))));
        Assert.Equal("it could not be asked", Assert.Single(ReplayDifference.From(Record(""), Answer() with { Status = null, Problem = "it could not be asked" })).Actual);
    }

    [Fact]
    public void Of_two_versions_the_first_match_that_differs_is_told_with_its_tags_and_without_values()
    {
        var differences = ReplayDifference.Between(
            Answer(Match("A1", "ANON^ONE"), Match("A2", "ANON^TWO")), Answer(Match("A1", "ANON^ONE"), Match("A2", "ANON^OTHER"), Match("A3", ""))).ToList();

        Assert.Equal([new("matches", "2", "3"), new ReplayDifference("content", "match 2", "other values of (0010,0010)")], differences);
    }

    [Fact]
    public void What_changes_anything_or_was_not_kept_is_not_asked_again()
    {
        Assert.Null(ReplayRequest.ReasonAgainst(Record("")));
        Assert.All(
            (string[])["C-STORE", "C-MOVE", "C-GET", "N-CREATE", "N-SET", "N-ACTION", "N-DELETE", "N-EVENT-REPORT", "N-GET", "unknown"],
            command => Assert.StartsWith(command + ": what stores, sends or changes anything", ReplayRequest.ReasonAgainst(Record("") with { Command = command }), StringComparison.Ordinal));
        Assert.StartsWith("C-FIND: its data set was not kept", ReplayRequest.ReasonAgainst(Record("") with { DataSet = null }), StringComparison.Ordinal);
        Assert.Equal("Who asked was not recorded.", ReplayRequest.ReasonAgainst(Record("") with { RemoteAETitle = default }));
    }

    [Fact]
    public void The_options_of_a_query_are_those_that_were_negotiated()
    {
        Assert.Equal(QueryRetrieveOptions.None, ReplayRequest.OptionsOf(Record("")));
        Assert.Equal(
            QueryRetrieveOptions.Relational | QueryRetrieveOptions.FuzzySemanticMatching,
            ReplayRequest.OptionsOf(Record("") with { CustomType = "QueryRetrieveOptions", CustomInformation = "Relational, FuzzySemanticMatching" }));
    }

    private static TransactionRecord Record(string description) => new()
    {
        At = DateTimeOffset.UnixEpoch,
        Kind = TransactionKind.Operation,
        Direction = TransactionDirection.Incoming,
        RemoteAETitle = new AETitle("ASKER"),
        Command = "C-FIND",
        Status = 0,
        Description = description,
        DataSet = Identifier,
    };

    private static ReplayAnswer Answer(params DicomDataSet[] matches) => new(DimseStatus.Success, null, [.. matches], TimeSpan.FromMilliseconds(1));

    private static DicomDataSet Match(string id, string name) => new DicomDataSetBuilder().Set(Tags.PatientID, id).Set(Tags.PatientName, name).Build();
}
