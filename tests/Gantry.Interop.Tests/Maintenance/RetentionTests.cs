using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Studies that are deleted by rules in a server that goes on.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task A_dry_run_says_what_the_run_deletes_with_its_files_and_the_log_has_it()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(
            folder.Folder("data"), null,
            "--Gantry:Plugins:gantry.retention:Rules:0", "KEPT=keep",
            "--Gantry:Plugins:gantry.retention:Rules:1", "*=after 30 days since study for CT",
            "--Gantry:Plugins:gantry.retention:KeepAtLeast", "00:00:00",
            "--Gantry:Plugins:gantry.retention:Grace", "00:00:00",
            "--Gantry:Plugins:gantry.retention:RequiresSafeCopy", "false");
        var due = Samples.Make(pixelBytes: 400_000);
        Sample[] dueToo = [due, Samples.Make(due.Study, due.Series, 2), Samples.Make(due.Study, due.Series, 3)];
        var (kept, young) = (Samples.Make(), Samples.Make(more: image => image.Set(Gantry.Dicom.Tags.StudyDate, DateTime.UtcNow.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, dueToo));
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, [young]));
        await using (var association = await Scu.ConnectAsync(gantry.DicomPort, Scu.StorageContexts([(kept.SopClass, kept.TransferSyntax)]), "KEPT"))
        {
            Assert.Equal(DimseStatus.Success, (await association.StoreAsync(kept.Request, TestContext.Current.CancellationToken)).Status);
        }

        var dry = (await gantry.CliAsync("retention", "run", "--dry-run")).Succeeded();
        Assert.Contains("3 studies seen, 1 would be deleted, 3 instances", dry.Output, StringComparison.Ordinal);
        Assert.Contains(due.Study.Value, dry.Output, StringComparison.Ordinal);
        Assert.Equal(5, Files(gantry));

        var run = (await gantry.CliAsync("retention", "run")).Succeeded();
        Assert.Contains("3 studies seen, 1 deleted, 3 instances", run.Output, StringComparison.Ordinal);

        Assert.Equal(2, Files(gantry));
        Assert.Contains("2 instances intact, 0 whole without a digest, 0 damaged, 0 unreadable, 0 not in the catalog, 0 not in the store", (await gantry.CliAsync("verify")).Succeeded().Output, StringComparison.Ordinal);
        var log = (await gantry.CliAsync("--json", "log", "find", "--command", "retention")).Succeeded().Output;
        Assert.Contains(due.Study.Value, log, StringComparison.Ordinal);
        Assert.Contains("*=after 30 days since study for CT", (await gantry.CliAsync("retention", "show")).Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, dueToo)); // sent again, it is here again
        Assert.Equal(5, Files(gantry));
    }

    [Fact]
    public async Task A_rule_goes_by_the_volume_that_a_study_lies_on()
    {
        using var folder = new TemporaryFolder();
        var fast = folder.Folder("fast");
        await using var gantry = await GantryProcess.StartAsync(
            folder.Folder("data"), null,
            "--Gantry:Plugins:gantry.filestore:Volumes:0", $"fast={fast}",
            "--Gantry:Plugins:gantry.retention:Rules:0", "*=after 30 days since study on main",
            "--Gantry:Plugins:gantry.retention:Rules:1", "*=after 30 days since study on fast",
            "--Gantry:Plugins:gantry.retention:Rules:2", "*=after 1 days on slow",
            "--Gantry:Plugins:gantry.retention:VolumeQuotas:0", "fast=900/800",
            "--Gantry:Plugins:gantry.retention:KeepAtLeast", "00:00:00",
            "--Gantry:Plugins:gantry.retention:RequiresSafeCopy", "false");
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, [Samples.Make(more: image => image.Set(Gantry.Dicom.Tags.StudyDate, "20200101"))]));
        var volume = Directory.GetFiles(fast, "*.dcm", SearchOption.AllDirectories).Length == 1 ? "fast" : "main"; // where most was free

        var run = (await gantry.CliAsync("retention", "run", "--dry-run")).Succeeded();

        Assert.Contains("1 studies seen, 1 would be deleted", run.Output, StringComparison.Ordinal);
        Assert.Contains($"since study on {volume}'", run.Output, StringComparison.Ordinal);
        var shown = (await gantry.CliAsync("retention", "show")).Succeeded();
        Assert.Contains("The store has no volume slow", shown.Output, StringComparison.Ordinal);
        Assert.Contains("fast=900/800", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retrieval_that_has_begun_gets_every_byte_of_a_study_that_is_deleted_meanwhile()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(
            folder.Folder("data"), null,
            "--Gantry:Plugins:gantry.retention:Rules:0", "*=after 30 days since study",
            "--Gantry:Plugins:gantry.retention:KeepAtLeast", "00:00:00",
            "--Gantry:Plugins:gantry.retention:RequiresSafeCopy", "false");
        var first = Samples.Make(pixelBytes: 300_000, more: image => image.Set(Gantry.Dicom.Tags.StudyDate, "20200101"));
        Sample[] samples = [first, .. Enumerable.Range(2, 11).Select(number => Samples.Make(first.Study, first.Series, number, pixelBytes: 300_000, more: image => image.Set(Gantry.Dicom.Tags.StudyDate, "20200101")))];
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, samples));
        var sink = new WaitingSink();
        await using var archive = DicomServer.Start(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0), () => sink);
        (await gantry.CliAsync("ae", "add", "SINK", $"127.0.0.1:{archive.EndPoint.Port}")).Succeeded();

        var moving = gantry.CliAsync("move", $"{GantryProcess.AETitle}@127.0.0.1:{gantry.DicomPort}", "--to", "SINK", "--study", first.Study.Value);
        await sink.HasFirst.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        var run = (await gantry.CliAsync("retention", "run")).Succeeded();
        Assert.Contains("1 studies seen, 1 deleted, 12 instances", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await gantry.CliAsync("find", $"{GantryProcess.AETitle}@127.0.0.1:{gantry.DicomPort}", "--study", first.Study.Value)).ExitCode); // nobody finds it any more
        sink.GoOn();
        (await moving).Succeeded();

        Assert.Equal(samples.Select(sample => sample.Instance.Value).Order(), sink.Received.Keys.Order());
        Assert.All(samples, sample => Assert.Equal(sample.DataSet, sink.Received[sample.Instance.Value]));
    }

    /// <summary>Takes instances, and answers the first when it is told to.</summary>
    private sealed class WaitingSink : IAssociationHandler
    {
        private readonly TaskCompletionSource _hasFirst = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task HasFirst => _hasFirst.Task;

        public System.Collections.Concurrent.ConcurrentDictionary<string, byte[]> Received { get; } = new();

        public void GoOn() => _goOn.TrySetResult();

        public ValueTask<AssociationAnswer> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken) =>
            new(AssociationAnswer.Accept(request, context => context.AcceptFirst(_ => true)));

        public async ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken)
        {
            Received[((CStoreRq)request.Command).SopInstanceUid.Value] = await Scu.ReadAllAsync(request, cancellationToken);
            _hasFirst.TrySetResult();
            await _goOn.Task.WaitAsync(cancellationToken);
            return DimseStatus.Success;
        }
    }

    private static int Files(GantryProcess gantry) =>
        Directory.GetFiles(Path.Combine(gantry.DataFolder, "gantry.filestore", "instances"), "*.dcm", SearchOption.AllDirectories).Length;
}
