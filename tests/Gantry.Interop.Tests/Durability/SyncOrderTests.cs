using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>
/// That nothing is acknowledged before the disk has it can be seen: for each instance its bytes are written, and synced, and only then does the response leave. So is the
/// row; where the journal has the instance, and so a start can make the row anew, it is written and synced a little later.
/// </summary>
public sealed class SyncOrderTests(SharedGantry shared) : IClassFixture<SharedGantry>
{
    private readonly GantryProcess _gantry = shared.Gantry;

    [Fact]
    public async Task Every_response_leaves_after_the_bytes_are_on_the_disk_and_what_the_row_can_be_made_of()
    {
        await StoredFiles.UntilJournalAsync(_gantry);
        var study = Uid.New();
        Sample[] samples = [.. Enumerable.Range(1, 60).Select(number => Samples.Make(study, number: number, pixelBytes: number % 6 == 0 ? 300_000 : 2_000))];
        using var folder = new TemporaryFolder();
        var file = folder.File("trace");
        await using (await Strace.AttachAsync(
            _gantry.Process.Id, "-y", "-s", "5000", "-o", file, "-e", "trace=fsync,fdatasync,rename,pwrite64,pwritev,sendto,sendmsg,write,writev"))
        {
            await using var association = await Scu.ConnectAsync(_gantry.DicomPort, Scu.StorageContexts([(Samples.CTImage, TransferSyntax.ExplicitVRLittleEndian)]));
            foreach (var sample in samples)
            {
                Assert.Equal(DimseStatus.Success, (await association.StoreAsync(sample.Request, TestContext.Current.CancellationToken)).Status);
            }

            await Until.TrueAsync(() => SystemCallTrace.Read(file) is var written && samples.All(sample => written.SyncOf("catalog.db-wal", RowOf(written, sample.Instance.Value)) is not null), "the rows are synced");
        }

        var trace = SystemCallTrace.Read(file);
        var ways = samples.Select(sample => WayOf(trace, sample.Instance.Value)).ToList();
        Assert.Equal((50, 10), (ways.Count(way => way == "journal"), ways.Count(way => way == "file")));
        FaultReport.Note("response before its syncs, of all stores", 0, samples.Length, 0);
    }

    /// <summary>How the bytes came to the disk: by the journal, or by the file. Fails where they had not, or the row had not that nothing else tells of, when the response left.</summary>
    private static string WayOf(SystemCallTrace trace, string instance)
    {
        // A P-DATA-TF PDU that names the instance, on its way out.
        var response = trace.Calls
            .Single(call => call.Name is "sendto" or "sendmsg" or "write" or "writev"
                && call.Text.Contains(instance, StringComparison.Ordinal) && call.Text.Contains(@"""\4\0", StringComparison.Ordinal)).Begin;
        var before = trace.Calls.Where(call => call.End < response && call.Text.Contains(instance, StringComparison.Ordinal)).ToList();
        if (before.Any(call => call.Name == "pwritev"))
        {
            var call = before.Last(call => call.Name == "pwritev");
            var segment = call.Text.Contains("journal-1>", StringComparison.Ordinal) ? "journal-1" : "journal-2";
            Assert.True(trace.SyncOf(segment, call.End) < response, $"The journal was not synced when {instance} was acknowledged.");
            return "journal";
        }

        var row = Last(before, "pwrite64", "catalog.db-wal>");
        Assert.True(trace.SyncOf("catalog.db-wal", row) < response, $"The row of {instance} was not synced when it was acknowledged.");
        var rename = before.Single(call => call.Name == "rename");
        var path = rename.Text.Split('"')[^2];
        Assert.True(trace.SyncOf(path, rename.End) < response, $"The file of {instance} was not synced when it was acknowledged.");
        Assert.True(trace.SyncOf(Path.GetDirectoryName(path)!, rename.End) < response, $"The folder of {instance} was not synced when it was acknowledged.");
        return "file";
    }

    private static int RowOf(SystemCallTrace trace, string instance) =>
        trace.Calls.LastOrDefault(call => call.Name == "pwrite64" && call.Text.Contains("catalog.db-wal>", StringComparison.Ordinal) && call.Text.Contains(instance, StringComparison.Ordinal))?.End ?? int.MaxValue;

    private static int Last(IEnumerable<SystemCall> calls, string name, string file) =>
        calls.LastOrDefault(call => call.Name == name && call.Text.Contains(file, StringComparison.Ordinal))?.End ?? throw new InvalidOperationException($"There is no {name} of {file}.");
}
