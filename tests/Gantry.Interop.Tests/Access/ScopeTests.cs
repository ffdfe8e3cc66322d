using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>What callers may see, as DCMTK's tools meet it.</summary>
public sealed class ScopeTests(ScopeTests.RestrictedGantry shared) : IClassFixture<ScopeTests.RestrictedGantry>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly GantryProcess _gantry = shared.Gantry;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Who_may_see_what_it_has_sent_finds_counts_and_retrieves_that_alone()
    {
        var study = Uid.New();
        var (own, other) = (Samples.Make(study, number: 1, patientId: "SENT1"), Samples.Make(study, number: 2, patientId: "SENT1"));
        await StoreAsync("SENDER", own);
        await StoreAsync("DCMTK", other);
        string[] keys = ["QueryRetrieveLevel=STUDY", $"StudyInstanceUID={study}", "NumberOfStudyRelatedInstances"];

        var all = Assert.Single(await Dcmtk.OrSkip().FindAsync(_gantry.DicomPort, "-S", keys));
        var sent = Assert.Single(await Dcmtk.OrSkip("SENDER").FindAsync(_gantry.DicomPort, "-S", keys));
        Assert.Equal(("2", "1"), (all["NumberOfStudyRelatedInstances"], sent["NumberOfStudyRelatedInstances"]));
        Assert.Empty(await Dcmtk.OrSkip("SENDER").FindAsync(_gantry.DicomPort, "-S", "QueryRetrieveLevel=IMAGE", $"StudyInstanceUID={study}", $"SOPInstanceUID={other.Instance}"));

        await using var sink = await StorescpProcess.StartAsync(Dcmtk.OrSkip("SENDER"), _folder.Folder("moved"), "SINK");
        (await _gantry.CliAsync("ae", "add", "SINK", $"127.0.0.1:{sink.Port}")).Succeeded();
        (await Dcmtk.OrSkip("SENDER").MoveAsync(_gantry.DicomPort, "SINK", "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={study}")).Succeeded();
        Assert.Equal([own.Instance.Value], Part10.ByInstance(sink.Folder).Keys);

        (await Dcmtk.OrSkip("SENDER").GetAsync(
            _gantry.DicomPort, "+xe", _folder.Folder("got"), "-S", "QueryRetrieveLevel=IMAGE", $"StudyInstanceUID={study}", $@"SOPInstanceUID={own.Instance}\{other.Instance}")).Succeeded();
        Assert.Equal([own.Instance.Value], Part10.ByInstance(_folder.Folder("got")).Keys);
    }

    [Fact]
    public async Task A_rule_by_patient_is_changed_while_the_server_runs_and_a_wrong_one_is_refused()
    {
        await StoreAsync("DCMTK", Samples.Make(patientId: "TRIAL1"), Samples.Make(patientId: "TRIAL2"), Samples.Make(patientId: "WARD1"));
        string[] keys = ["QueryRetrieveLevel=PATIENT", "PatientID"];
        var dcmtk = Dcmtk.OrSkip("TRIALIST");

        Assert.Equal(["TRIAL1", "TRIAL2"], (await dcmtk.FindAsync(_gantry.DicomPort, "-P", keys)).Select(match => match["PatientID"]).Order());

        (await _gantry.CliAsync("plugins", "settings", "access", "set", "Scopes", "TRIALIST=PatientID:TRIAL2")).Succeeded();
        var wrong = await _gantry.CliAsync("plugins", "settings", "access", "set", "Scopes", "TRIALIST=everything");

        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("cannot be read", wrong.Output, StringComparison.Ordinal);
        Assert.Equal(["TRIAL2"], (await dcmtk.FindAsync(_gantry.DicomPort, "-P", keys)).Select(match => match["PatientID"]));

        (await _gantry.CliAsync("plugins", "settings", "access", "reset", "Scopes")).Succeeded();
        Assert.Equal(2, (await dcmtk.FindAsync(_gantry.DicomPort, "-P", keys)).Count);
    }

    private async Task StoreAsync(string caller, params Sample[] samples)
    {
        await using var association = await Scu.ConnectAsync(_gantry.DicomPort, Scu.StorageContexts(samples.Select(sample => (sample.SopClass, sample.TransferSyntax))), caller);
        foreach (var sample in samples)
        {
            Assert.Equal(DimseStatus.Success, (await association.StoreAsync(sample.Request, TestContext.Current.CancellationToken)).Status);
        }
    }

    /// <summary>A host with rules.</summary>
    public sealed class RestrictedGantry : SharedGantry
    {
        private protected override string[] Settings =>
        [
            "--Gantry:Plugins:gantry.access:Scopes:0", "SENDER=sent",
            "--Gantry:Plugins:gantry.access:Scopes:1", "TRIALIST=PatientID:TRIAL*",
        ];
    }
}
