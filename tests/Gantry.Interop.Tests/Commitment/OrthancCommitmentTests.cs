using System.Globalization;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Storage commitment with Orthanc, which hears of the result on an association that the SCP opens, in both roles.</summary>
[Collection(nameof(WithOrthanc))]
public sealed class OrthancCommitmentTests(OrthancPair pair) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private GantryProcess Gantry => pair.Gantry;

    private OrthancProcess Orthanc => pair.Orthanc;

    public async ValueTask InitializeAsync() => await pair.ReadyAsync();

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Orthanc_is_told_what_Gantry_keeps_and_what_it_does_not()
    {
        Sample[] samples = [Samples.Make(), Samples.Make(), Samples.Make()];
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, samples));
        (string, string)[] stored = [.. samples.Select(sample => (sample.SopClass.Value, sample.Instance.Value))];

        var (status, failures) = await Orthanc.CommitAsync(stored);
        Assert.Equal(("Success", 0), (status, failures.Count));

        var unknown = Dicom.Uid.New().Value;
        (status, failures) = await Orthanc.CommitAsync([stored[0], (Samples.CTImage.Value, unknown), (Samples.MRImage.Value, samples[1].Instance.Value)]);
        Assert.Equal("Failure", status);
        Assert.All(failures, failure => Assert.True(failure?["SOPInstanceUID"] is not null && failure["FailureReason"] is not null, failures.ToJsonString()));
        var reasons = failures.ToDictionary(failure => failure!["SOPInstanceUID"]!.GetValue<string>(), failure => failure!["FailureReason"]!.GetValue<int>());
        Assert.Equal(new Dictionary<string, int> { [unknown] = 0x0112, [samples[1].Instance.Value] = 0x0119 }, reasons);
    }

    [Fact]
    public async Task The_server_is_told_what_Orthanc_keeps_and_remembers_it()
    {
        var (kept, missing) = (Samples.Make(), Samples.Make());
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, kept, missing));
        await Orthanc.UploadAsync(kept.File());
        Assert.Equal(1, (await Gantry.CliAsync("commitments", "held", OrthancProcess.AETitle, kept.Study.Value)).ExitCode);

        var asked = await Gantry.CliAsync("commit", kept.Study.Value, missing.Series.Value, "--to", OrthancProcess.AETitle, "--wait", "60");

        Assert.Equal(1, asked.ExitCode);
        Assert.Contains("1 of 2 committed by ORTHANC", asked.Output, StringComparison.Ordinal);
        Assert.Contains($"{missing.Instance.Value}: 0112H", asked.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Gantry.CliAsync("commitments", "held", OrthancProcess.AETitle, kept.Instance.Value)).ExitCode);
        Assert.Equal(1, (await Gantry.CliAsync("commitments", "held", OrthancProcess.AETitle, missing.Instance.Value)).ExitCode);
        OrthancProcess.Note("Storage Commitment", "SCP");
    }

    [Fact]
    public async Task The_command_line_is_told_what_Orthanc_keeps()
    {
        var images = _folder.Folder("images");
        var (kept, missing) = (Samples.Make(), Samples.Make());
        await File.WriteAllBytesAsync(Path.Combine(images, "kept.dcm"), kept.File(), TestContext.Current.CancellationToken);
        await Orthanc.UploadAsync(kept.File());
        string[] commit =
        [
            "commit", $"{OrthancProcess.AETitle}@127.0.0.1:{Orthanc.DicomPort}", images, "--calling", OrthancPair.Client,
            "--listen", pair.ClientPort.ToString(CultureInfo.InvariantCulture), "--wait", "60",
        ];

        var all = await Gantry.CliAsync(commit);
        Assert.Contains("1 of 1 committed", all.Succeeded().Output, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(Path.Combine(images, "missing.dcm"), missing.File(), TestContext.Current.CancellationToken);
        var some = await Gantry.CliAsync(commit);

        Assert.Equal(1, some.ExitCode);
        Assert.Contains("1 of 2 committed", some.Output, StringComparison.Ordinal);
        Assert.Contains(missing.Instance.Value, some.Output, StringComparison.Ordinal);
        OrthancProcess.Note("Storage Commitment", "SCP");
    }
}
