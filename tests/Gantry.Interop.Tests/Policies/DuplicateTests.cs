using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>What becomes of an instance that comes again with other content, or to other parents: sent by DCMTK, looked at by the command line.</summary>
public sealed class DuplicateTests(PolicyGantry shared) : IClassFixture<PolicyGantry>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private GantryProcess Gantry => shared.Gantry;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("KEEP", true, "conflict")]
    [InlineData("COMPARE", false, "conflict")]
    [InlineData("REFUSE", false, "conflict")]
    [InlineData("REPLACE1", true, "superseded")]
    public async Task Other_content_under_a_known_uid_is_answered_by_policy_and_both_are_kept(string caller, bool succeeds, string kind)
    {
        var dcmtk = Dcmtk.OrSkip(caller);
        var first = Samples.Make(patientId: caller + "1");
        var second = Other(first, data => data.Set(Tags.PatientComments, "corrected"));

        (await dcmtk.StoreAsync(Gantry.DicomPort, Folder("first", first))).Succeeded();
        var answer = await dcmtk.StoreAsync(Gantry.DicomPort, Folder("second", second));

        Assert.Matches(succeeds ? @"Received Store Response \(.*Success" : "0x0?111", answer.Output);
        var isReplaced = kind == "superseded";
        Assert.Equal(isReplaced ? second.DataSet : first.DataSet, await RetrieveAsync(first));
        var aside = Assert.Single(await ListAsync(kind == "conflict" ? "conflicts" : kind), one => one.Text("sopInstanceUid") == first.Instance.Value);
        Assert.Equal(caller, aside.Text("callingAETitle"));
        var exported = _folder.File("exported.dcm");
        (await Gantry.CliAsync(kind == "conflict" ? "conflicts" : kind, "export", aside.Text("id")!, exported)).Succeeded();
        Assert.True(Part10.Read(exported).DataSet.Span.SequenceEqual(isReplaced ? first.DataSet : second.DataSet));
    }

    [Fact]
    public async Task A_study_of_another_patient_is_refused_for_one_caller_and_listed_for_another()
    {
        var first = Samples.Make(patientId: "ANON7");
        var elsewhere = Samples.Make(study: first.Study, patientId: "ANON8", number: 2);
        (await Dcmtk.OrSkip("LAX").StoreAsync(Gantry.DicomPort, Folder("first", first))).Succeeded();

        var strict = await Dcmtk.OrSkip("STRICT").StoreAsync(Gantry.DicomPort, Folder("elsewhere", elsewhere));
        Assert.Contains("DataSetDoesNotMatchSOPClass", strict.Output, StringComparison.Ordinal);
        (await Dcmtk.OrSkip("LAX").StoreAsync(Gantry.DicomPort, Folder("elsewhere", elsewhere))).Succeeded();

        var conflicts = (await ListAsync("conflicts")).Where(one => one.Text("studyInstanceUid") == first.Study.Value).ToList();
        Assert.Equal(["LAX", "STRICT"], conflicts.Select(one => one.Text("callingAETitle")).Order());
        Assert.DoesNotContain("ANON", (await Gantry.CliAsync("conflicts")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_instance_is_listed_and_can_be_had_back_and_removed()
    {
        var sample = Samples.Make(more: data => data.Remove(Tags.StudyInstanceUID));
        Assert.Equal(DimseStatus.DoesNotMatchSopClass, await Scu.StoreAsync(Gantry.DicomPort, sample));

        var refused = Assert.Single(await ListAsync("refused"), one => one.Text("sopInstanceUid") == sample.Instance.Value);
        Assert.Equal("A900H", refused.Text("status"));
        Assert.Contains("(0020,000D)", refused.Text("reason"), StringComparison.Ordinal);
        var exported = _folder.File("refused.dcm");
        (await Gantry.CliAsync("refused", "export", refused.Text("id")!, exported)).Succeeded();
        Assert.True(Part10.Read(exported).DataSet.Span.SequenceEqual(sample.DataSet));
        (await Gantry.CliAsync("refused", "remove", refused.Text("id")!)).Succeeded();
        Assert.DoesNotContain(await ListAsync("refused"), one => one.Text("sopInstanceUid") == sample.Instance.Value);
        var again = await Gantry.CliAsync("refused", "export", refused.Text("id")!, _folder.File("again.dcm"));
        Assert.Equal(2, again.ExitCode);
        Assert.False(File.Exists(_folder.File("again.dcm")));
    }

    [Fact]
    public async Task Sixty_four_parallel_stores_of_one_uid_lose_none_of_the_bytes()
    {
        var first = Samples.Make();
        var all = Enumerable.Range(0, 64).Select(i => Other(first, data => data.Set(Tags.PatientComments, $"number {i}"))).ToList();

        var statuses = await Task.WhenAll(all.Chunk(8).Select(async some =>
        {
            await using var association = await Scu.ConnectAsync(Gantry.DicomPort, Scu.StorageContexts([(first.SopClass, first.TransferSyntax)]), "REPLACE2");
            var responses = await Task.WhenAll(some.Select(sample => association.StoreAsync(sample.Request, TestContext.Current.CancellationToken).AsTask()));
            return responses.Select(response => response.Status).ToList();
        }));

        Assert.All(statuses.SelectMany(of => of), status => Assert.Equal(DimseStatus.Success, status));
        var stored = await RetrieveAsync(first);
        Assert.Contains(all, sample => sample.DataSet.AsSpan().SequenceEqual(stored));
        Assert.Equal(63, (await ListAsync("superseded")).Count(one => one.Text("sopInstanceUid") == first.Instance.Value));
    }

    private static Sample Other(Sample sample, Action<DicomDataSetBuilder> change)
    {
        var builder = new DicomDataSetBuilder(DataSetReader.Read(sample.DataSet, sample.TransferSyntax));
        change(builder);
        return sample with { DataSet = DataSetWriter.ToArray(builder.Build(), sample.TransferSyntax) };
    }

    private string Folder(string name, Sample sample)
    {
        var folder = _folder.Folder(name);
        File.WriteAllBytes(Path.Combine(folder, "image.dcm"), sample.File());
        return folder;
    }

    private async Task<byte[]> RetrieveAsync(Sample sample)
    {
        await using var association = await Scu.ConnectAsync(
            Gantry.DicomPort, [new(Scu.StudyRootGet), .. Scu.StorageContexts([(sample.SopClass, sample.TransferSyntax)], ServiceRoles.Scp)]);
        var (_, received) = await Scu.GetAsync(association, Scu.Identifier("IMAGE")
            .Add(Tags.StudyInstanceUID, sample.Study).Add(Tags.SeriesInstanceUID, sample.Series).Add(Tags.SOPInstanceUID, sample.Instance).Build());
        return Assert.Single(received).Value;
    }

    private async Task<List<JsonElement>> ListAsync(string command)
    {
        using var json = JsonDocument.Parse((await Gantry.CliAsync(command, "--json", "-n", "10000")).Succeeded().Output);
        return [.. json.RootElement.GetProperty("instances").EnumerateArray().Select(one => one.Clone())];
    }
}
