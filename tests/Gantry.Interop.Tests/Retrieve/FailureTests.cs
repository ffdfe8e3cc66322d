using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>The statuses and counters of C-MOVE to DCMTK's storescp where that fails in each way it can, and what its SCUs' options ask for.</summary>
public sealed class FailureTests(SharedGantry shared) : IClassFixture<SharedGantry>, IDisposable
{
    private const int Count = 3;
    private static readonly Uid StudyRootMove = new("1.2.840.10008.5.1.4.1.2.2.2");
    private readonly TemporaryFolder _folder = new();
    private readonly Dcmtk _dcmtk = Dcmtk.OrSkip();

    private GantryProcess Gantry => shared.Gantry;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_way_in_which_a_destination_fails_has_its_status_and_counters()
    {
        var samples = await StoreAsync();
        Assert.Equal(DimseStatus.MoveDestinationUnknown, (await MoveAsync("UNKNOWN", samples)).Status);

        (await Gantry.CliAsync("ae", "add", "AWAY", $"127.0.0.1:{Ports.Free()}")).Succeeded();
        AssertNone(await MoveAsync("AWAY", samples), "The move destination cannot be reached.", samples);
        foreach (var option in (string[])["--abort-after", "--abort-during"])
        {
            var title = option[2..].Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
            await using var sink = await StorescpProcess.StartAsync(_dcmtk, _folder.Folder(title), title, "+xa", option);
            (await Gantry.CliAsync("ae", "add", title, $"127.0.0.1:{sink.Port}")).Succeeded();
            AssertNone(await MoveAsync(title, samples), "The move destination cannot be reached.", samples);
        }
    }

    [Fact]
    public async Task What_a_destination_does_not_take_fails_alone()
    {
        var samples = await StoreAsync();
        var mpeg = Samples.Make(samples[0].Study, number: 9, transferSyntax: new TransferSyntax(new Uid("1.2.840.10008.1.2.4.100")), pixelBytes: 0); // no codec decodes MPEG2
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, mpeg));
        await using var sink = await StorescpProcess.StartAsync(_dcmtk, _folder.Folder("native"), "NATIVE", "+xi");
        (await Gantry.CliAsync("ae", "add", "NATIVE", $"127.0.0.1:{sink.Port}")).Succeeded();

        var result = await MoveAsync("NATIVE", samples);

        Assert.Equal((DimseStatus.SubOperationsCompleteWithFailures, new SubOperationCounters(null, Count, 1, 0)), (result.Status, result.SubOperations with { Remaining = null }));
        Assert.Equal([mpeg.Instance.Value], result.FailedSopInstances.GetStrings(Tags.FailedSOPInstanceUIDList));
    }

    [Theory]
    [InlineData("findscu", "-P", "PATIENT", "-xi", "--repeat", "3")]
    [InlineData("findscu", "-S", "STUDY", "-xb", "-pdu", "4096")]
    [InlineData("findscu", "-O", "STUDY", "-xe", "--cancel", "1")]
    [InlineData("findscu", "-S", "STUDY", "-xd", "--abort")]
    [InlineData("getscu", "-S", "STUDY", "-xi", "-pdu", "4096")]
    [InlineData("getscu", "-P", "STUDY", "-xb", "-B")]
    [InlineData("getscu", "-O", "STUDY", "-xd", "--ignore")]
    [InlineData("movescu", "-S", "STUDY", "-xi", "-pr")]
    [InlineData("movescu", "-P", "STUDY", "-xb", "-pdu", "4096")]
    [InlineData("movescu", "-O", "STUDY", "-xd", "+xi")]
    public async Task Each_option_of_the_SCUs_is_answered(string tool, string model, string level, params string[] options)
    {
        var samples = await StoreAsync();
        var came = _folder.Folder("came");
        var port = Ports.Free();
        string[] more = tool switch
        {
            "movescu" => ["-aem", "OPTIONS", "+P", $"{port}", "-od", came],
            "getscu" when !options.Contains("--ignore") => ["-od", came],
            _ => [],
        };
        if (tool == "movescu")
        {
            (await Gantry.CliAsync("ae", "add", "OPTIONS", $"127.0.0.1:{port}")).Succeeded();
        }

        var key = level == "PATIENT" ? $"PatientID={samples[0].PatientId}" : $"StudyInstanceUID={samples[0].Study}";
        var run = (await Programs.RunAsync(
            Programs.Find(tool)!,
            ["-v", model, "-aec", GantryProcess.AETitle, .. options, .. more, "-k", $"QueryRetrieveLevel={level}", "-k", $"PatientID={samples[0].PatientId}", "-k", key, "127.0.0.1", $"{Gantry.DicomPort}"]))
            .Succeeded();

        Assert.DoesNotContain("Request Failed", run.Output, StringComparison.Ordinal);
        if (tool == "findscu")
        {
            Assert.Equal(options.Contains("--repeat") ? 3 : 1, run.Lines.Count(line => line.Contains("Find Response", StringComparison.Ordinal) && line.Contains("Pending", StringComparison.Ordinal) && !line.Contains("Final", StringComparison.Ordinal)));
        }
        else if (!options.Contains("--ignore"))
        {
            Assert.Equal(Count, Directory.EnumerateFiles(came).Count());
        }
    }

    private static void AssertNone(RetrieveResult result, string comment, Sample[] samples)
    {
        Assert.Equal((DimseStatus.OutOfResourcesForSubOperations, comment), (result.Status, result.ErrorComment));
        Assert.Equal(new SubOperationCounters(null, 0, Count, 0), result.SubOperations with { Remaining = null });
        Assert.Equal(samples.Select(sample => sample.Instance.Value).Order(), result.FailedSopInstances.GetStrings(Tags.FailedSOPInstanceUIDList).Order());
    }

    private async Task<Sample[]> StoreAsync()
    {
        var (study, patient) = (Uid.New(), $"P{Guid.NewGuid():N}"[..16]);
        Sample[] samples = [.. Enumerable.Range(1, Count).Select(number => Samples.Make(study, number: number, patientId: patient))];
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, samples));
        return samples;
    }

    private async Task<RetrieveResult> MoveAsync(string destination, Sample[] samples)
    {
        await using var association = await Scu.ConnectAsync(Gantry.DicomPort, [new(StudyRootMove)]);
        var identifier = Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID, samples[0].Study).Build();
        return await association.MoveAsync(StudyRootMove, new AETitle(destination), identifier, cancellationToken: TestContext.Current.CancellationToken);
    }
}
