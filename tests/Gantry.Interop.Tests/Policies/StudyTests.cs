namespace Gantry.Interop.Tests;

/// <summary>Studies that are complete, as the log of the real host tells them.</summary>
public sealed class StudyTests(PolicyGantry shared) : IClassFixture<PolicyGantry>
{
    [Fact]
    public async Task A_study_that_was_sent_is_complete_after_the_quiet_period()
    {
        var dcmtk = Dcmtk.OrSkip("MODALITY");
        using var folder = new TemporaryFolder();
        var first = Samples.Make();
        var second = Samples.Make(study: first.Study, series: first.Series, number: 2);
        await File.WriteAllBytesAsync(Path.Combine(folder.Folder("images"), "1.dcm"), first.File(), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder.Folder("images"), "2.dcm"), second.File(), TestContext.Current.CancellationToken);

        (await dcmtk.StoreAsync(shared.Gantry.DicomPort, folder.Folder("images"))).Succeeded();
        await Until.TrueAsync(
            () => shared.Gantry.Output.Contains($"Study {first.Study} is complete with 2 instances", StringComparison.Ordinal),
            "the study is told to be complete",
            TimeSpan.FromSeconds(60));
        var pending = Path.Combine(shared.Gantry.DataFolder, "gantry.storage", "studies");
        await Until.TrueAsync(() => !Directory.EnumerateFiles(pending, first.Study.Value + "*").Any(), "nothing is noted of it any more");
    }
}
