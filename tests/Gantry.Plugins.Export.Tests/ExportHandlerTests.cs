using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.Export.Tests;

public sealed class ExportHandlerTests : IDisposable
{
    private const string Study = "2.25.7";
    private readonly TestServices _services = new("gantry.export");
    private readonly TestPluginSettings<ExportSettings> _settings = new(new ExportSettings { Parallel = 1 });
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 13, 17, 5, TimeSpan.Zero));
    private readonly ExportFolder _folder;

    public ExportHandlerTests()
    {
        _folder = new ExportFolder(_services.Context, _settings);
        _folder.Prepare();
    }

    private string FolderPath => Path.Combine(_services.Context.DataFolder, "exporting");

    public void Dispose()
    {
        _folder.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task A_study_comes_as_the_files_that_it_is_stored_in_with_a_directory_of_them()
    {
        var samples = await AddAsync(3);
        var response = await AskAsync(("study", Study));

        Assert.Equal((200, "application/zip"), (response.Status, response.ContentType));
        Assert.Contains(new("Content-Disposition", "attachment; filename=\"export-20261128-131705.zip\""), response.Headers);
        using var zip = await ReadAsync(response);
        Assert.Equal(4, zip.Entries.Count);
        var directory = FileSetDirectory.Read(Open(zip, "DICOMDIR"));
        var files = directory.AllRecords.Where(record => record.File is not null).Select(record => record.File!).ToList();
        Assert.Equal(samples.Select(sample => sample.SopInstance), files.Select(file => file.SopInstanceUid));
        foreach (var (sample, file) in samples.Zip(files))
        {
            var packed = Open(zip, string.Join('/', file.Id));
            Assert.Equal(DataSetDigest.Of(sample.Attributes), DataSetDigest.Of(packed.DataSet));
            Assert.Equal(sample.SopInstance, packed.FileMeta!.MediaStorageSopInstanceUid);
        }

        Assert.Empty(Directory.GetFiles(FolderPath));
    }

    [Fact]
    public async Task What_no_directory_record_is_for_comes_beside_the_others()
    {
        await AddAsync(1);
        await _services.AddAsync(Sample().With(Tags.SOPClassUID, Uids.HangingProtocolStorage.Value)); // it has one, of no patient
        await _services.AddAsync(Sample().With(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.999"));

        using var zip = await ReadAsync(await AskAsync(("study", Study)));

        Assert.Equal(["DICOM/OBJ00002", "DICOM/PAT00001/STU00001/SER00001/IMG00001", "DICOMDIR", "OTHER/OBJ00001"], zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task De_identified_nothing_of_the_patient_is_in_it_and_what_belongs_together_still_does()
    {
        var samples = await AddAsync(2, sample => sample.With(Tags.PatientBirthDate, "19700102").With(Tags.Rows, "1"));
        await _services.AddAsync(samples[0].Copy().With(Tags.SOPInstanceUID, "2.25.8.1.1").With(Tags.StudyInstanceUID, "2.25.8").With(Tags.SeriesInstanceUID, "2.25.8.1"));
        var response = await AskAsync(("study", Study), ("study", "2.25.8"), ("deidentify", "true"), ("dates", "shift"), ("patientName", "TRIAL^7"));

        Assert.Contains(new("Content-Disposition", "attachment; filename=\"deidentified-20261128-131705.zip\""), response.Headers);
        using var zip = await ReadAsync(response);
        var files = zip.Entries.Where(entry => entry.FullName.StartsWith("DICOM/", StringComparison.Ordinal)).Select(entry => Open(zip, entry.FullName).DataSet).ToList();
        Assert.Equal(3, files.Count);
        Assert.All(files, file =>
        {
            Assert.Equal(("TRIAL^7", "YES"), (file.GetString(Tags.PatientName), file.GetString(Tags.PatientIdentityRemoved)));
            Assert.NotEqual("ID1", file.GetString(Tags.PatientID));
            Assert.NotEqual("20240229", file.GetString(Tags.StudyDate));
            Assert.DoesNotContain(Study + ".", file.GetString(Tags.SOPInstanceUID), StringComparison.Ordinal); // the new ones are 2.25 and one number
        });
        Assert.Single(files.Select(file => file.GetString(Tags.PatientID)).Distinct());
        Assert.Equal(2, files.Select(file => file.GetString(Tags.StudyInstanceUID)).Distinct().Count());
        using var notes = new StreamReader(zip.GetEntry("WARNINGS.TXT")!.Open());
        Assert.Contains("DICOM/PAT00001/STU00001/SER00001/IMG00001: (0028,0301)", await notes.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(FolderPath));

        using var everything = new MemoryStream();
        foreach (var entry in zip.Entries)
        {
            await using var content = await entry.OpenAsync(TestContext.Current.CancellationToken);
            await content.CopyToAsync(everything, TestContext.Current.CancellationToken);
        }

        var text = Encoding.Latin1.GetString(everything.ToArray());
        Assert.All(new[] { "ANON^ONE", "ID1 ", "ACC1", "19700102", Study + "\0", samples[0].SopInstance.Value }, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_an_instance_is_damaged_the_export_does_not_look_whole_and_the_log_says_which()
    {
        var samples = await AddAsync(3);
        _services.InstanceStore.Damage(_services.Catalog.Entries.Single(entry => entry.Attributes.GetString(Tags.SOPInstanceUID) == samples[1].SopInstance.Value).Stored.Location, new byte[200]);
        var response = await AskAsync(("study", Study));
        using var content = new MemoryStream();
        var writer = PipeWriter.Create(content, new StreamPipeWriterOptions(leaveOpen: true));

        await Assert.ThrowsAsync<IOException>(() => response.Body!(writer, TestContext.Current.CancellationToken).AsTask());

        Assert.ThrowsAny<InvalidDataException>(() => new ZipArchive(content, ZipArchiveMode.Read));
        Assert.Contains(_services.Logs.Entries, entry => entry.Level == LogLevel.Error && entry.Text.Contains(samples[1].SopInstance.Value, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(FolderPath));
        Assert.Equal(200, (await AskAsync(("study", Study))).Status);
        await Assert.ThrowsAsync<IOException>(async () => await (await AskAsync(("study", Study))).Body!(writer, TestContext.Current.CancellationToken)); // the turn was given back
    }

    [Fact]
    public async Task What_may_not_be_seen_is_not_there()
    {
        await AddAsync(1);
        await _services.AddAsync(Sample().With(Tags.StudyInstanceUID, "2.25.8").With(Tags.PatientID, "SECRET"));
        _services.ScopePolicy.Scope = new CatalogScope(new DicomDataSetBuilder().Add(Tags.PatientID, "ID1").Build());

        Assert.Equal(200, (await AskAsync(("study", Study))).Status);
        Assert.Equal(404, (await AskAsync(("study", Study), ("study", "2.25.8"))).Status);
        Assert.Equal("anna", _services.ScopePolicy.Caller?.User?.Name);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(400, "study", "none")]
    [InlineData(400, "study", Study, "study", "")]
    [InlineData(400, "study", Study, "deidentify", "yes")]
    [InlineData(400, "study", Study, "dates", "keep")]
    [InlineData(400, "study", Study, "deidentify", "false", "patientId", "T7")]
    [InlineData(400, "study", Study, "deidentify", "true", "dates", "some")]
    [InlineData(400, "study", Study, "deidentify", "true", "patientName", "\u00c4")]
    [InlineData(400, "study", Study, "deidentify", "true", "deidentify", "false")]
    [InlineData(400, "study", Study, "format", "tar")]
    [InlineData(404, "study", "2.25.404")]
    public async Task What_is_wrong_is_said_before_anything_is_sent(int status, params string[] query)
    {
        await AddAsync(1);

        var response = await AskAsync([.. query.Chunk(2).Select(pair => (pair[0], pair[1]))]);

        Assert.Equal((status, false), (response.Status, response.Body is not null));
        Assert.NotEmpty(response.Problem!.Detail);
    }

    [Fact]
    public async Task More_instances_than_the_settings_allow_are_refused()
    {
        await AddAsync(3);
        _settings.Current = new ExportSettings { MaximumInstances = 2 };

        var response = await AskAsync(("study", Study));

        Assert.Equal((400, "An export has 2 instances at most: choose fewer studies."), (response.Status, response.Problem?.Detail));
    }

    [Fact]
    public void What_a_server_that_crashed_has_left_is_deleted_at_the_next_start()
    {
        var (old, current) = (Path.Combine(FolderPath, "old.dcm"), Path.Combine(FolderPath, "current.dcm"));
        File.WriteAllText(old, "");
        File.WriteAllText(current, "");
        File.SetLastWriteTimeUtc(old, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));

        _folder.Prepare();

        Assert.Equal([current], Directory.GetFiles(FolderPath));
    }

    private static SampleInstance Sample() => new(new Uid(Study), new Uid(Study + ".1"));

    private async Task<SampleInstance[]> AddAsync(int count, Func<SampleInstance, SampleInstance>? change = null)
    {
        var samples = Enumerable.Range(1, count).Select(number => Sample().With(Tags.SOPInstanceUID, $"{Study}.1.{number}").With(Tags.InstanceNumber, $"{number}")).ToArray();
        foreach (var sample in samples)
        {
            await _services.AddAsync(change?.Invoke(sample) ?? sample);
        }

        return samples;
    }

    private ValueTask<WebResponse> AskAsync(params (string Name, string Value)[] query) =>
        new ExportHandler(_services.Catalog, _services.ScopePolicy, _services.InstanceStore, _folder, _settings, _time, _services.Logs).HandleAsync(
            new WebRequest
            {
                Method = "GET",
                BaseUrl = "http://pacs.example:8104/export",
                Path = "studies",
                Query = [.. query.Select(each => KeyValuePair.Create(each.Name, each.Value))],
                Body = PipeReader.Create(Stream.Null),
                Caller = new CatalogCaller(default, new VerifiedUser("anna", UserIdentityType.UserName)),
                CorrelationId = "X1",
            },
            TestContext.Current.CancellationToken);

    private static async Task<ZipArchive> ReadAsync(WebResponse response)
    {
        var content = new MemoryStream();
        var writer = PipeWriter.Create(content, new StreamPipeWriterOptions(leaveOpen: true));
        await response.Body!(writer, TestContext.Current.CancellationToken);
        await writer.CompleteAsync();
        return new ZipArchive(content, ZipArchiveMode.Read);
    }

    private static DicomFile Open(ZipArchive zip, string name)
    {
        using var content = new MemoryStream();
        using (var entry = zip.GetEntry(name)!.Open())
        {
            entry.CopyTo(content);
        }

        return DicomFile.Read(content.ToArray());
    }
}
