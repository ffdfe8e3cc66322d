using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Tests;

public sealed class RetrieveCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_study_is_moved()
    {
        await using var pacs = new PacsServer
        {
            OnRequest = async (_, _, responder, cancellationToken) =>
            {
                await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { SubOperations = new(1, 1, 0, 0) }, cancellationToken);
                return new DimseResponse(DimseStatus.Success) { SubOperations = new(null, 2, 0, 0) };
            },
        };
        var run = await CommandRun.OfAsync("move", pacs.Name, "--to", "SINK", "--study", "2.25.1", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["{\"remaining\":1,\"completed\":1,\"failed\":0,\"warning\":0}", "{\"status\":\"0000H\",\"completed\":2,\"failed\":0,\"warning\":0,\"failedSopInstanceUids\":[]}"], run.Lines);
        var (command, identifier) = Assert.Single(pacs.Requests);
        Assert.Equal(("SINK", "STUDY", "2.25.1"), (((CMoveRq)command).MoveDestination.Value, identifier.GetString(Tags.QueryRetrieveLevel), identifier.GetString(Tags.StudyInstanceUID)));
        Assert.Equal($"2 moved from {pacs.Name} to SINK", (await CommandRun.OfAsync("move", pacs.Name, "--to", "SINK", "--study", "2.25.1")).Lines.Single());
    }

    [Fact]
    public async Task What_was_not_moved_is_told()
    {
        await using var pacs = new PacsServer
        {
            OnRequest = (_, _, _, _) => new(new DimseResponse(DimseStatus.SubOperationsCompleteWithFailures)
            {
                SubOperations = new(null, 1, 1, 0),
                DataSet = DataSetSource.Of(new DicomDataSetBuilder().Set(Tags.FailedSOPInstanceUIDList, "2.25.7").Build()),
            }),
        };
        var run = await CommandRun.OfAsync("move", pacs.Name, "--to", "SINK", "--study", "2.25.1");
        Assert.Equal((1, true, true), (run.ExitCode, run.Output.Contains("; 1 failed", StringComparison.Ordinal), run.Error.Contains("2.25.7: failed", StringComparison.Ordinal)));

        pacs.OnRequest = (_, _, _, _) => new(DimseStatus.MoveDestinationUnknown);
        run = await CommandRun.OfAsync("move", pacs.Name, "--to", "SINK", "--study", "2.25.1");
        Assert.Equal((1, $"{pacs.Name}: status A801H"), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task A_series_is_brought_as_files()
    {
        await using var pacs = new PacsServer
        {
            OnRequest = async (request, _, _, cancellationToken) =>
            {
                if (request.Command is not CGetRq)
                {
                    return DimseStatus.Success; // of the study's SOP classes nothing is known
                }

                var sopClass = Uids.SecondaryCaptureImageStorage;
                var stored = await request.Association.StoreAsync(
                    new StoreRequest(sopClass, new Uid("2.25.1"), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(DicomFiles.DataSet)), cancellationToken);
                return new DimseResponse(stored.Status) { SubOperations = new(null, 1, 0, 0) };
            },
        };
        var run = await CommandRun.OfAsync("get", pacs.Name, "--study", "2.25.1", "--series", "2.25.2", "-o", _folder.Path);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("ANON^ONE=無名^一", DicomFile.Read(File.ReadAllBytes(Path.Combine(_folder.Path, "2.25.1.dcm"))).DataSet.GetString(Tags.PatientName));
        Assert.Equal($"1 brought from {pacs.Name} to {_folder.Path}", run.Lines.Single());
    }

    [Fact]
    public async Task Nothing_is_asked_for_where_nothing_is_named()
    {
        await using var pacs = new PacsServer();
        var run = await CommandRun.OfAsync("get", pacs.Name, "--patient-id", "*");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("What to retrieve? Give --study UID", run.Error, StringComparison.Ordinal);
        Assert.Empty(pacs.Requests);
    }
}
