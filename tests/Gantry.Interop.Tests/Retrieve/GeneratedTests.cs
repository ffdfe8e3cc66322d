using System.Globalization;
using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Store, find and retrieve with DCMTK and a few instances made in code: what can be shown where there is no corpus.</summary>
public sealed class GeneratedTests(SharedGantry shared) : IClassFixture<SharedGantry>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dcmtk _dcmtk = Dcmtk.OrSkip();
    private readonly GantryProcess _gantry = shared.Gantry;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Echo_is_answered() => (await _dcmtk.EchoAsync(_gantry.DicomPort)).Succeeded();

    [Fact]
    public async Task What_storescu_sends_movescu_and_getscu_bring_back()
    {
        var (study, series) = (Uid.New(), Uid.New());
        Sample[] samples = [.. Enumerable.Range(1, 12).Select(number => Samples.Make(study, number > 6 ? series : null, number))];
        await StoreFilesAsync(samples);

        await using var sink = await StorescpProcess.StartAsync(_dcmtk, _folder.Folder("moved"), "SINK");
        (await _gantry.CliAsync("ae", "add", "SINK", $"127.0.0.1:{sink.Port}")).Succeeded();
        (await _dcmtk.MoveAsync(_gantry.DicomPort, "SINK", "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={study}")).Succeeded();
        AssertCame(samples, sink.Folder);

        var got = _folder.Folder("got");
        (await _dcmtk.GetAsync(
            _gantry.DicomPort, "+xe", got, "-P", "QueryRetrieveLevel=SERIES", "PatientID=ANON1", $"StudyInstanceUID={study}", $"SeriesInstanceUID={series}")).Succeeded();
        AssertCame(samples[6..], got);

        AssertShown(await _gantry.RetrievalAsync(study.Value), "C-MOVE", "SINK", samples);
        AssertShown(await _gantry.RetrievalAsync(series.Value), "C-GET", "DCMTK", samples[6..]);
    }

    [Fact]
    public async Task What_is_stored_compressed_is_decoded_for_a_peer_that_takes_none_of_it_so()
    {
        var study = Uid.New();
        Sample[] native = [.. Enumerable.Range(1, 3).Select(number => Samples.Make(study, number: number, pixelBytes: 0, more: builder => builder.Add(Tags.PixelData, TwelveBits(), Vr.OW)))];
        foreach (var (sample, compressed) in native.Zip((string[])["1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.5"]))
        {
            Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(_gantry.DicomPort, Compress(sample, new TransferSyntax(new Uid(compressed)))));
        }

        await using var sink = await StorescpProcess.StartAsync(_dcmtk, _folder.Folder("implicit"), "IMPLICIT", "+xi");
        (await _gantry.CliAsync("ae", "add", "IMPLICIT", $"127.0.0.1:{sink.Port}")).Succeeded();
        (await _dcmtk.MoveAsync(_gantry.DicomPort, "IMPLICIT", "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={study}")).Succeeded();

        var came = Part10.ByInstance(sink.Folder);
        Assert.Equal(native.Select(sample => sample.Instance.Value).Order(), came.Keys.Order());
        Assert.All(native, sample => Part10.Read(sample.File()).AssertConverted(came[sample.Instance.Value], "decoded"));
        AssertShown(await _gantry.RetrievalAsync(study.Value), "C-MOVE", "IMPLICIT", native);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_gantry.DataFolder, "gantry.move", "decoding")));
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2.1.99")]
    [InlineData("1.2.840.10008.1.2.2")]
    public async Task Every_native_transfer_syntax_is_kept_as_it_is(string transferSyntax)
    {
        var sample = Samples.Make(transferSyntax: new TransferSyntax(new Uid(transferSyntax)));
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(_gantry.DicomPort, sample));

        ProposedContext[] contexts = [new(Scu.StudyRootGet), new(sample.SopClass, [sample.TransferSyntax], ServiceRoles.Scp)];
        await using var association = await Scu.ConnectAsync(_gantry.DicomPort, contexts);
        var (result, received) = await Scu.GetAsync(association, Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID, sample.Study).Build());
        Assert.Equal(DimseStatus.Success, result.Status);
        Assert.Equal(sample.DataSet, Assert.Single(received).Value);
    }

    [Fact]
    public async Task A_private_SOP_class_is_stored_and_retrieved()
    {
        var sample = Samples.Make(sopClass: Samples.Private);
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(_gantry.DicomPort, sample));

        ProposedContext[] contexts = [new(Scu.StudyRootGet), new(sample.SopClass, [sample.TransferSyntax], ServiceRoles.Scp)];
        await using var association = await Scu.ConnectAsync(_gantry.DicomPort, contexts);
        var (_, received) = await Scu.GetAsync(association, Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID, sample.Study).Build());
        Assert.Equal(sample.DataSet, Assert.Single(received).Value);
    }

    [Fact]
    public async Task Findscu_finds_by_wildcard_date_range_and_UID_list()
    {
        Sample[] samples =
        [
            Samples.Make(patientId: "FIND1"),
            Samples.Make(patientId: "FIND2", more: builder => builder.Set(Tags.StudyDate, "20270304").Set(Tags.PatientName, "ANON^TWO")),
        ];
        await StoreFilesAsync(samples);

        Assert.Equal(["FIND1", "FIND2"], await PatientIdsAsync("PatientID=FIND*"));
        Assert.Equal(["FIND2"], await PatientIdsAsync("PatientID=FIND?", "PatientName=ANON^T*"));
        Assert.Equal(["FIND2"], await PatientIdsAsync("PatientID=FIND*", "StudyDate=20270101-"));
        Assert.Equal(["FIND1"], await PatientIdsAsync("PatientID=FIND*", "StudyDate=-20261231"));
        Assert.Equal(["FIND1", "FIND2"], await PatientIdsAsync($"StudyInstanceUID={samples[0].Study}\\{samples[1].Study}", "PatientID"));
        Assert.Empty(await PatientIdsAsync("PatientID=NOBODY"));

        async Task<IEnumerable<string>> PatientIdsAsync(params string[] keys)
        {
            var responses = await _dcmtk.FindAsync(_gantry.DicomPort, "-S", ["QueryRetrieveLevel=STUDY", .. keys]);
            Assert.All(responses, response => Assert.Equal(GantryProcess.AETitle, response["RetrieveAETitle"].Trim()));
            return responses.Select(response => response["PatientID"].Trim()).Order();
        }
    }

    [Fact]
    public async Task A_move_to_an_AE_that_is_not_known_is_refused_and_says_so()
    {
        var run = (await _dcmtk.MoveAsync(_gantry.DicomPort, "NOBODY", "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={Uid.New()}")).Failed();
        Assert.Contains("MoveDestinationUnknown", run.Output.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Status_counts_what_is_there()
    {
        var before = (await _gantry.StatusAsync()).GetProperty("catalog").GetProperty("instances").GetInt64();
        await StoreFilesAsync(Samples.Make(patientId: "COUNT"), Samples.Make(patientId: "COUNT"));

        var status = await _gantry.StatusAsync();

        Assert.Equal(before + 2, status.GetProperty("catalog").GetProperty("instances").GetInt64());
        Assert.Equal(GantryProcess.AETitle, status.Text("aeTitle"));
        Assert.InRange(status.GetProperty("associations").GetProperty("total").GetInt64(), 1, long.MaxValue);
    }

    [Fact]
    public async Task What_was_stored_is_there_after_an_orderly_restart()
    {
        var sample = Samples.Make(patientId: "RESTART");
        var data = _folder.Folder("data");
        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            await StoreFilesAsync(gantry, sample);
            Assert.Equal(0, await gantry.StopAsync());
            Assert.False(File.Exists(Path.Combine(data, "admin.json")));
        }

        await using var again = await GantryProcess.StartAsync(data);

        var got = _folder.Folder("restarted");
        (await _dcmtk.GetAsync(again.DicomPort, "+xe", got, "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={sample.Study}")).Succeeded();
        AssertCame([sample], got);
    }

    private static byte[] TwelveBits()
    {
        var pixels = new byte[512];
        Random.Shared.NextBytes(pixels);
        for (var high = 1; high < pixels.Length; high += 2)
        {
            pixels[high] &= 0x0F;
        }

        return pixels;
    }

    private Sample Compress(Sample sample, TransferSyntax transferSyntax)
    {
        var (source, compressed) = (_folder.File($"{sample.Instance}"), _folder.File($"{sample.Instance}.compressed"));
        File.WriteAllBytes(source, sample.File());
        PixelConverter.Convert(source, compressed, transferSyntax);
        var file = Part10.Read(compressed);
        Assert.Equal((sample.Instance.Value, transferSyntax.Uid.Value), (file.SopInstance, file.TransferSyntax));
        return sample with { TransferSyntax = transferSyntax, DataSet = file.DataSet.ToArray() };
    }

    private static void AssertShown(JsonElement retrieval, string command, string destination, Sample[] samples)
    {
        Assert.Equal((command, destination, "0000H"), (retrieval.Text("command"), retrieval.Text("destination"), retrieval.Text("status")));
        Assert.Equal((samples.Length, 0), (retrieval.GetProperty("completed").GetInt32(), retrieval.GetProperty("remaining").GetInt32()));
        Assert.Equal(
            samples.Select(sample => (sample.Instance.Value, "0000H")).Order(),
            retrieval.GetProperty("instances").EnumerateArray().Select(instance => (instance.Text("sopInstanceUid")!, instance.Text("status")!)).Order());
    }

    private static void AssertCame(Sample[] samples, string folder)
    {
        var came = Part10.ByInstance(folder);
        Assert.Equal(samples.Select(sample => sample.Instance.Value).Order(), came.Keys.Order());
        Assert.All(samples, sample => Assert.True(came[sample.Instance.Value].DataSet.Span.SequenceEqual(sample.DataSet), $"{sample.Instance} came back changed."));
    }

    private Task StoreFilesAsync(params Sample[] samples) => StoreFilesAsync(_gantry, samples);

    private async Task StoreFilesAsync(GantryProcess gantry, params Sample[] samples)
    {
        var folder = _folder.Folder(Guid.NewGuid().ToString("N"));
        foreach (var (index, sample) in samples.Index())
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, index.ToString(CultureInfo.InvariantCulture)), sample.File(), TestContext.Current.CancellationToken);
        }

        var run = (await _dcmtk.StoreAsync(gantry.DicomPort, folder)).Succeeded();
        Assert.Equal(samples.Length, StorescuReport.Stored(run).Count);
    }
}
