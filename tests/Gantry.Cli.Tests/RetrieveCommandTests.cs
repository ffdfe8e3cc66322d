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
    public async Task What_was_interrupted_is_resumed_by_what_the_folder_lacks()
    {
        // Two series of two instances: of the first one instance is there, of the second none.
        Dictionary<string, string[]> series = new() { ["2.25.10"] = ["2.25.101", "2.25.102"], ["2.25.20"] = ["2.25.201", "2.25.202"] };
        var sopClass = Uids.SecondaryCaptureImageStorage;
        await using var pacs = new PacsServer
        {
            OnRequest = async (request, identifier, responder, cancellationToken) =>
            {
                var (level, of) = (identifier.GetString(Tags.QueryRetrieveLevel), identifier.GetStrings(Tags.SeriesInstanceUID));
                if (request.Command is CFindRq)
                {
                    var (tag, values) = level switch
                    {
                        "STUDY" => (Tags.StudyInstanceUID, ["2.25.1"]),
                        "SERIES" => (Tags.SeriesInstanceUID, series.Keys.ToArray()),
                        _ => (Tags.SOPInstanceUID, series[of.Single()]),
                    };
                    foreach (var value in values)
                    {
                        await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(new DicomDataSetBuilder().Set(tag, value).Build()) }, cancellationToken);
                    }

                    return DimseStatus.Success;
                }

                string[] wanted = level == "SERIES" ? series[of.Single()] : [.. identifier.GetStrings(Tags.SOPInstanceUID)];
                foreach (var uid in wanted)
                {
                    var dataSet = DicomFiles.DataSet.ToBuilder().Set(Tags.SOPInstanceUID, uid).Build();
                    await request.Association.StoreAsync(
                        new StoreRequest(sopClass, new Uid(uid), TransferSyntax.ExplicitVRLittleEndian, DataSetSource.Of(dataSet)), cancellationToken);
                }

                return new DimseResponse(DimseStatus.Success) { SubOperations = new(null, (ushort)wanted.Length, 0, 0) };
            },
        };
        File.WriteAllText(Path.Combine(_folder.Path, "2.25.101.dcm"), "from the first attempt");

        var run = await CommandRun.OfAsync("get", pacs.Name, "--study", "2.25.1", "-o", _folder.Path, "--resume");
        Assert.Equal((0, "", $"3 brought from {pacs.Name} to {_folder.Path}; 1 there already"), (run.ExitCode, run.Error, run.Lines.Single()));
        Assert.Equal(
            [("IMAGE", "2.25.10", "2.25.102"), ("SERIES", "2.25.20", null)],
            pacs.Requests.Where(request => request.Command is CGetRq).Select(request => (
                request.DataSet.GetString(Tags.QueryRetrieveLevel), request.DataSet.GetString(Tags.SeriesInstanceUID), request.DataSet.GetString(Tags.SOPInstanceUID))));
        Assert.Equal(4, Directory.GetFiles(_folder.Path).Length);

        var again = await CommandRun.OfAsync("get", pacs.Name, "--study", "2.25.1", "-o", _folder.Path, "--resume", "--json");
        Assert.Equal((0, "{\"status\":\"0000H\",\"completed\":0,\"failed\":0,\"warning\":0,\"failedSopInstanceUids\":[],\"present\":4}"), (again.ExitCode, again.Lines.Single()));
        Assert.Equal(2, pacs.Requests.Count(request => request.Command is CGetRq));
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
