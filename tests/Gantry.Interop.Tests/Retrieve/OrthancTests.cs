using System.Text.Json.Nodes;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Orthanc as a remote AE, in both directions.</summary>
[Collection(nameof(WithOrthanc))]
public sealed class OrthancTests(OrthancPair pair) : IAsyncLifetime
{
    private GantryProcess Gantry => pair.Gantry;

    private OrthancProcess Orthanc => pair.Orthanc;

    public async ValueTask InitializeAsync() => await pair.ReadyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Orthanc_sends_to_Gantry_and_finds_it_there()
    {
        var study = Uid.New();
        Sample[] samples = [.. Enumerable.Range(1, 8).Select(number => Samples.Make(study, number: number, patientId: "FROMORTHANC"))];
        var instances = new List<string>();
        foreach (var sample in samples)
        {
            instances.Add(await Orthanc.UploadAsync(sample.File()));
        }

        await Orthanc.EchoGantryAsync();
        await Orthanc.SendToGantryAsync(instances);

        var (_, studies) = await Orthanc.FindInGantryAsync("Study", new JsonObject { ["PatientID"] = "FROMORTHANC", ["StudyInstanceUID"] = "" }, "StudyInstanceUID");
        Assert.Equal([study.Value], studies);
        ProposedContext[] contexts = [new(Scu.StudyRootGet), new(Samples.CTImage, [TransferSyntax.ExplicitVRLittleEndian], ServiceRoles.Scp)];
        await using var association = await Scu.ConnectAsync(Gantry.DicomPort, contexts);
        var (_, received) = await Scu.GetAsync(association, Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID, study).Build());
        Assert.Equal(samples.Length, received.Count);
        Assert.All(samples, sample => Assert.Equal(sample.DataSet, received[sample.Instance.Value]));
    }

    [Fact]
    public async Task Orthanc_queries_Gantry_and_retrieves_what_it_found()
    {
        var (study, before) = (Uid.New(), await Orthanc.CountAsync());
        Sample[] samples = [.. Enumerable.Range(1, 8).Select(number => Samples.Make(study, number: number, patientId: "TOORTHANC"))];
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, samples));

        var (query, patients) = await Orthanc.FindInGantryAsync("Patient", new JsonObject { ["PatientID"] = "TOORTH*" }, "PatientID");
        Assert.Equal(["TOORTHANC"], patients);
        (query, var studies) = await Orthanc.FindInGantryAsync("Study", new JsonObject { ["PatientID"] = "TOORTHANC" }, "StudyInstanceUID");
        Assert.Equal([study.Value], studies);
        await Orthanc.RetrieveAsync(query);
        await Until.TrueAsync(async () => await Orthanc.CountAsync() == before + samples.Length, "all instances are in Orthanc");

        await AssertInOrthancAsync(samples);
    }

    [Fact]
    public async Task Gantry_moves_to_Orthanc()
    {
        var dcmtk = Dcmtk.OrSkip();
        var study = Uid.New();
        Sample[] samples =
        [
            .. Enumerable.Range(1, 4).Select(number => Samples.Make(study, number: number)),
            .. Enumerable.Range(5, 4).Select(number => Samples.Make(study, number: number, sopClass: Samples.MRImage, transferSyntax: TransferSyntax.ImplicitVRLittleEndian)),
        ];
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, samples));

        var move = await dcmtk.MoveAsync(Gantry.DicomPort, OrthancProcess.AETitle, "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={study}");

        move.Succeeded();
        await AssertInOrthancAsync(samples);
    }

    [Fact]
    public async Task The_client_verifies_queries_and_gets_from_Orthanc()
    {
        var study = Uid.New();
        var sample = Samples.Make(study, patientId: "INORTHANC");
        await using var association = await DicomClient.ConnectAsync(
            "127.0.0.1",
            Orthanc.DicomPort,
            new AETitle(OrthancProcess.AETitle),
            new AETitle(GantryProcess.AETitle),
            [
                ProposedContext.Verification,
                new(Scu.StudyRootFind),
                new(Scu.StudyRootGet),
                new(Samples.CTImage, [TransferSyntax.ExplicitVRLittleEndian], ServiceRoles.Scu | ServiceRoles.Scp),
            ],
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(DimseStatus.Success, await association.EchoAsync(TestContext.Current.CancellationToken));
        OrthancProcess.Note("C-ECHO", "SCP");
        Assert.Equal(DimseStatus.Success, (await association.StoreAsync(sample.Request, TestContext.Current.CancellationToken)).Status);
        OrthancProcess.Note("C-STORE", "SCP");

        var identifier = Scu.Identifier("STUDY").Add(Tags.PatientID, "INORTH*").Add(Tags.StudyInstanceUID, "").Build();
        var match = Assert.Single(await association.FindAsync(Scu.StudyRootFind, identifier, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(study.Value, match.GetString(Tags.StudyInstanceUID));
        OrthancProcess.Note("C-FIND", "SCP");

        var (result, received) = await Scu.GetAsync(association, Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID, study).Build());
        Assert.Equal(DimseStatus.Success, result.Status);
        Assert.Equal(sample.DataSet, received[sample.Instance.Value]);
        OrthancProcess.Note("C-GET", "SCP");
    }

    private async Task AssertInOrthancAsync(Sample[] samples)
    {
        var files = await Orthanc.FilesAsync();
        Assert.Empty(samples.Select(sample => sample.Instance.Value).Except(files.Keys));
        Assert.All(samples, sample =>
        {
            var file = files[sample.Instance.Value];
            Assert.Equal(sample.TransferSyntax.Uid.Value, file.TransferSyntax);
            Assert.True(file.DataSet.Span.SequenceEqual(sample.DataSet), $"{sample.Instance} is not what was sent.");
        });
    }
}
