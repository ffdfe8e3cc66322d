using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Tests;

public sealed class FindCommandTests
{
    [Fact]
    public async Task Studies_are_found_by_friendly_options_and_by_keys()
    {
        await using var pacs = Finding(2);
        var run = await CommandRun.OfAsync(
            "find", pacs.Name, "--patient", "ANON*", "--date", "2026-01-01..2026-01-31", "--modality", "CT", "-k", "StudyDescription=*CHEST*", "-k", "0008,0090", "-k", "InstitutionName");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var (command, identifier) = Assert.Single(pacs.Requests);
        Assert.Equal(Uids.StudyRootQueryRetrieveInformationModelFind, command.SopClassUid);
        Assert.Equal(
            ("STUDY", "ANON*", "20260101-20260131", "CT", "*CHEST*"),
            (identifier.GetString(Tags.QueryRetrieveLevel), identifier.GetString(Tags.PatientName), identifier.GetString(Tags.StudyDate), identifier.GetString(Tags.ModalitiesInStudy), identifier.GetString(Tags.StudyDescription)));
        Assert.True(identifier.Contains(Tags.InstitutionName) && identifier.Contains(Tags.ReferringPhysicianName) && !identifier.Contains(Tags.Modality));
        Assert.Equal(3, run.Lines.Length);
        Assert.StartsWith("PATIENT", run.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith("INSTITUTION NAME", run.Lines[0], StringComparison.Ordinal);
        Assert.Matches(@"^ANON\^0 +\S* *2026-01-31 .*2\.25\.0", run.Lines[1]);
    }

    [Theory]
    [InlineData("SERIES", "--study", "2.25.1")]
    [InlineData("IMAGE", "--study", "2.25.1", "--series", "2.25.2")]
    [InlineData("PATIENT", "--level", "patient")]
    public async Task The_level_follows_from_what_is_named(string level, params string[] options)
    {
        await using var pacs = Finding(1);
        var run = await CommandRun.OfAsync(["find", pacs.Name, .. options]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(level, Assert.Single(pacs.Requests).DataSet.GetString(Tags.QueryRetrieveLevel));
    }

    [Fact]
    public async Task JSON_is_a_line_for_each_match_as_it_comes_and_a_limit_cancels()
    {
        await using var pacs = Finding(int.MaxValue);
        var run = await CommandRun.OfAsync("find", pacs.Name, "--json", "--limit", "5");
        Assert.Equal((0, 5), (run.ExitCode, run.Lines.Length));
        Assert.Equal("2.25.4", DicomJsonReader.Read(System.Text.Encoding.UTF8.GetBytes(run.Lines[4])).GetString(Tags.StudyInstanceUID));
    }

    [Fact]
    public async Task Nothing_found_is_exit_code_1_and_a_failure_2()
    {
        await using var pacs = Finding(0);
        var run = await CommandRun.OfAsync("find", pacs.Name);
        Assert.Equal((1, "", ""), (run.ExitCode, run.Output, run.Error));
        pacs.OnRequest = (_, _, _, _) => new(new DimseResponse(DimseStatus.DoesNotMatchSopClass) { ErrorComment = "No such level" });
        run = await CommandRun.OfAsync("find", pacs.Name);
        Assert.Equal((2, $"{pacs.Name}: C-FIND ended with status A900H. No such level"), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task The_worklist_is_asked_in_its_own_model()
    {
        await using var pacs = Finding(1);
        var run = await CommandRun.OfAsync("find", pacs.Name, "--worklist", "--modality", "MR", "--date", "20260131");
        Assert.Equal(0, run.ExitCode);
        var (command, identifier) = Assert.Single(pacs.Requests);
        var step = Assert.Single(identifier.GetItems(Tags.ScheduledProcedureStepSequence));
        Assert.Equal((Uids.ModalityWorklistInformationModelFind, "MR", "20260131"), (command.SopClassUid, step.GetString(Tags.Modality), step.GetString(Tags.ScheduledProcedureStepStartDate)));
        Assert.False(identifier.Contains(Tags.QueryRetrieveLevel));
    }

    [Theory]
    [InlineData("'31.1.2026' is no date, as 2026-01-31.", "--date", "31.1.2026")]
    [InlineData("'NoSuchThing' is no attribute: neither a keyword, as PatientName, nor a tag, as 0010,0010.", "-k", "NoSuchThing=1")]
    public async Task What_cannot_be_understood_is_said_before_anybody_is_asked(string message, params string[] options)
    {
        await using var pacs = Finding(1);
        var run = await CommandRun.OfAsync(["find", pacs.Name, .. options]);
        Assert.Equal((2, message), (run.ExitCode, run.Error.Trim()));
        Assert.Empty(pacs.Requests);
    }

    [Fact]
    public async Task What_a_peer_answers_cannot_command_the_terminal()
    {
        await using var pacs = new PacsServer();
        pacs.OnRequest = async (_, _, responder, cancellationToken) =>
        {
            var match = new DicomDataSetBuilder().Set(Tags.PatientID, "\u0007\u001b[2Jgone"u8.ToArray(), Vr.LO).Build();
            await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(match) }, cancellationToken);
            return DimseStatus.Success;
        };
        var run = await CommandRun.OfAsync("find", pacs.Name);
        Assert.Contains("gone", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Output, character => char.IsControl(character) && character != '\n');
    }

    private static PacsServer Finding(int count) => new()
    {
        OnRequest = async (_, _, responder, cancellationToken) =>
        {
            for (var i = 0; i < count; i++)
            {
                var match = new DicomDataSetBuilder().Set(Tags.PatientName, $"ANON^{i}").Set(Tags.StudyDate, "20260131").Set(Tags.StudyInstanceUID, $"2.25.{i}").Build();
                await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(match) }, cancellationToken);
            }

            return DimseStatus.Success;
        },
    };
}
