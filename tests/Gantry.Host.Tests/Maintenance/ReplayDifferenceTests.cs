using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Maintenance.Replays;
using Gantry.Host.Rehearsals;

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
        Assert.Null(ReplayRequest.ReasonAgainst(Record(""), rehearses: false));
        Assert.Null(ReplayRequest.ReasonAgainst(Record("") with { Command = "C-GET" }, rehearses: false));
        Assert.All(
            (string[])["C-STORE", "C-MOVE", "N-CREATE", "N-ACTION"],
            command => Assert.StartsWith(command + ": what stores, sends or changes anything", ReplayRequest.ReasonAgainst(Record("") with { Command = command }, rehearses: false), StringComparison.Ordinal));
        Assert.All(
            (string[])["N-SET", "N-DELETE", "N-EVENT-REPORT", "N-GET", "unknown"],
            command => Assert.Equal(command + ": it is never asked again.", ReplayRequest.ReasonAgainst(Record("") with { Command = command }, rehearses: true)));
        Assert.StartsWith("C-FIND: its data set was not kept", ReplayRequest.ReasonAgainst(Record("") with { DataSet = null }, rehearses: false), StringComparison.Ordinal);
        Assert.Equal("Who asked was not recorded.", ReplayRequest.ReasonAgainst(Record("") with { RemoteAETitle = default }, rehearses: false));
    }

    [Fact]
    public void What_changes_anything_is_rehearsed_where_the_record_says_all_of_it()
    {
        var move = Record("") with { Command = "C-MOVE" };
        var action = Record("") with { Command = "N-ACTION" };

        Assert.Null(ReplayRequest.ReasonAgainst(Record("") with { Command = "C-STORE", DataSet = null }, rehearses: true));
        Assert.Null(ReplayRequest.ReasonAgainst(Record("") with { Command = "N-CREATE" }, rehearses: true));
        Assert.StartsWith("N-CREATE: its data set", ReplayRequest.ReasonAgainst(Record("") with { Command = "N-CREATE", DataSet = null }, rehearses: true), StringComparison.Ordinal);
        Assert.Equal("C-MOVE: its destination was not recorded.", ReplayRequest.ReasonAgainst(move, rehearses: true));
        Assert.Equal("N-ACTION: its action type was not recorded.", ReplayRequest.ReasonAgainst(action, rehearses: true));

        var whole = move with { CustomType = "MoveDestination", CustomInformation = @"SINK\Relational" };
        Assert.Null(ReplayRequest.ReasonAgainst(whole, rehearses: true));
        Assert.Equal((new AETitle("SINK"), QueryRetrieveOptions.Relational), (ReplayRequest.DestinationOf(whole), ReplayRequest.OptionsOf(whole)));
        Assert.Equal(QueryRetrieveOptions.None, ReplayRequest.OptionsOf(whole with { CustomInformation = "SINK" }));
        Assert.Equal((ushort)2, ReplayRequest.ActionOf(action with { CustomType = "ActionTypeId", CustomInformation = "2" }));
    }

    [Fact]
    public void Sub_operations_are_compared_with_the_record_and_between_versions()
    {
        var get = Record("3 pending responses.") with { Command = "C-GET" };
        var serving = Answer() with { Effects = [Sent("2.25.1", "a"), Sent("2.25.2", "b")], SubOperations = new(0, 2, 0, 0) };
        var trial = serving with { Effects = [Sent("2.25.2", "b"), Sent("2.25.1", "other")], SubOperations = new(0, 1, 1, 0) };

        Assert.Empty(ReplayDifference.From(get, serving, new HashSet<Uid> { new("2.25.2"), new("2.25.1") }));
        Assert.Equal(
            [new ReplayDifference("sub-operations", "2 with 2.25.3", "2 with 2.25.2")], ReplayDifference.From(get, serving, new HashSet<Uid> { new("2.25.1"), new("2.25.3") }));
        Assert.Empty(ReplayDifference.Between(serving, serving with { Effects = [.. serving.Effects.Reverse()] })); // several are sent at a time
        Assert.Equal(
            [new("sub-operations", "2 completed, 0 failed, 0 warning", "1 completed, 1 failed, 0 warning"), new ReplayDifference("sent", "2.25.1: a", "2.25.1: other")],
            ReplayDifference.Between(serving, trial));
    }

    [Fact]
    public void What_would_be_stored_is_compared_with_what_is_and_without_values()
    {
        var stored = new RehearsedEffect("stored", "2.25.1", "digest");
        var serving = Answer() with { Effects = [stored, new("catalogued", "2.25.1", "syntax", Match("A1", "ANON^ONE"))] };
        var trial = Answer() with { Effects = [stored with { Detail = "other" }, new("catalogued", "2.25.1", "syntax", Match("A1", "ANON^TWO"))] };
        var store = Record("") with { Command = "C-STORE" };

        Assert.Empty(ReplayDifference.From(store, serving, stored: stored));
        Assert.Equal([new ReplayDifference("stored", "2.25.1: digest", "2.25.1: other")], ReplayDifference.From(store, trial, stored: stored));
        Assert.Equal([new ReplayDifference("stored", "2.25.1: digest", "2.25.1: nothing")], ReplayDifference.From(store, Answer(), stored: stored));
        Assert.Equal(
            [new("catalogued", "2.25.1", "other values of (0010,0010)"), new ReplayDifference("stored", "2.25.1: digest", "2.25.1: other")],
            ReplayDifference.Between(serving, trial));
    }

    [Fact]
    public void The_options_of_a_query_are_those_that_were_negotiated()
    {
        Assert.Equal(QueryRetrieveOptions.None, ReplayRequest.OptionsOf(Record("")));
        Assert.Equal(
            QueryRetrieveOptions.Relational | QueryRetrieveOptions.FuzzySemanticMatching,
            ReplayRequest.OptionsOf(Record("") with { CustomType = "QueryRetrieveOptions", CustomInformation = "Relational, FuzzySemanticMatching" }));
    }

    private static RehearsedEffect Sent(string instance, string detail) => new("sent", instance, detail);

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
