using System.Text;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.MediaCreation.Tests;

/// <summary>Media that are to be without what identifies the patient: nothing of it is in any byte of them, nor on their labels, and what belongs together still does.</summary>
public sealed class DeidentifiedMediaTests : IDisposable
{
    private const string Secret = "Zweigelt";
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-media-").FullName;
    private readonly List<MediaOrder> _orders = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task No_original_value_is_left_in_any_byte_of_any_part()
    {
        await using var fixture = await StartAsync((1 << 20) + 12_000);
        var series = new SampleInstance();
        SampleInstance[] samples = [Identified(series, 1), Identified(series.Next(), 2), Identified(new SampleInstance(series.Study, Uid.New()), 3)];

        var job = await MakeAsync(fixture, samples, ConfidentialityOptions.None);

        Assert.True(_orders.Count > 1, "It was not split.");
        var files = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).ToList();
        Assert.Contains(files, file => Path.GetFileName(file) == "DICOMDIR");
        string[] originals =
        [
            Secret, "PID-4711-0815", "Winkelgasse", "19480317", "20240229", "ACC-991-77", "Sanatorium", "Freitext", "PRIVAT-77", "Doppler",
            .. samples.SelectMany(sample => (string[])[sample.SopInstance.Value, sample.Series.Value]).Append(series.Study.Value),
        ];
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.All(originals, original => Assert.True(
                bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(original)) < 0, $"{original} is in {Path.GetRelativePath(_folder, file)}"));
        }

        Assert.All(_orders, order => Assert.DoesNotContain(
            order.Label.Attributes.SelectMany(element => order.Label.Attributes.GetStrings(element.Tag)), value => originals.Any(original => value.Contains(original, StringComparison.OrdinalIgnoreCase))));
        Assert.Equal(["3 instances: The pixels hold burned-in annotations, which may identify the patient. They were not changed."], MediaJob.Read(job.Attributes).Warnings);
    }

    [Fact]
    public async Task What_belongs_together_still_does_over_all_parts()
    {
        await using var fixture = await StartAsync((1 << 20) + 12_000);
        var first = new SampleInstance();
        var second = first.Next();
        second.WithItems(Tags.ReferencedImageSequence, new DicomDataSetBuilder().Set(Tags.ReferencedSOPClassUID, first.SopClass).Set(Tags.ReferencedSOPInstanceUID, first.SopInstance).Build());

        await MakeAsync(fixture, [Identified(first, 1), Identified(second, 2)], ConfidentialityOptions.None);

        var made = Instances();
        Assert.Equal(2, made.Count);
        Assert.Single(made.Select(file => file.DataSet.GetString(Tags.StudyInstanceUID)).Distinct());
        Assert.Single(made.Select(file => file.DataSet.GetString(Tags.SeriesInstanceUID)).Distinct());
        Assert.Single(made.Select(file => file.DataSet.GetString(Tags.PatientID)).Distinct());
        var referring = made.Single(file => file.DataSet.Contains(Tags.ReferencedImageSequence));
        Assert.Equal(
            made.Single(file => file != referring).FileMeta!.MediaStorageSopInstanceUid!.Value.Value, referring.DataSet.GetItems(Tags.ReferencedImageSequence)[0].GetString(Tags.ReferencedSOPInstanceUID));
        Assert.All(made, file =>
        {
            Assert.Equal(("YES", "113100"), (file.DataSet.GetString(Tags.PatientIdentityRemoved), file.DataSet.GetItems(Tags.DeidentificationMethodCodeSequence)[0].GetString(Tags.CodeValue)));
            Assert.Null(file.FileMeta!.SourceAETitle);
            Assert.Equal(64, file.DataSet.GetBytes(Tags.PixelData).Length);
        });
        var listed = Directory.EnumerateFiles(_folder, "DICOMDIR", SearchOption.AllDirectories).SelectMany(path => FileSetDirectory.Read(DicomFile.Open(path)).AllRecords).Select(record => record.File).OfType<ReferencedFile>();
        Assert.Equal(made.Select(file => file.FileMeta!.MediaStorageSopInstanceUid!.Value.Value).Order(StringComparer.Ordinal), listed.Select(file => file.SopInstanceUid.Value).Order(StringComparer.Ordinal));
        foreach (var disc in Directory.EnumerateDirectories(_folder))
        {
            Assert.All(File.ReadAllLines(Path.Combine(disc, "SHA256.TXT")), line =>
                Assert.Equal(line[..64], Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(disc, line[66..]))))));
        }
    }

    [Fact]
    public async Task What_an_option_retains_stays_and_a_repeated_request_is_de_identified_again()
    {
        await using var fixture = await StartAsync(360_000L * 2_048);
        var sample = Identified(new SampleInstance(), 1);

        var job = await MakeAsync(fixture, [sample], ConfidentialityOptions.RetainLongitudinalFullDates | ConfidentialityOptions.RetainInstitutionIdentity);
        Assert.NotNull(await fixture.Plugin.GetService<IMediaCreation>().RepeatAsync(job.Uid, TestContext.Current.CancellationToken));
        await fixture.UntilAsync(job.Uid, "DONE");

        Assert.Equal(2, _orders.Count);
        Assert.All(Instances(), file => Assert.Equal(
            ("20240229", "Sanatorium", "113100\\113106\\113112", "UNMODIFIED"),
            (
                file.DataSet.GetString(Tags.StudyDate),
                file.DataSet.GetText(Tags.InstitutionName),
                string.Join('\\', file.DataSet.GetItems(Tags.DeidentificationMethodCodeSequence).Select(item => item.GetString(Tags.CodeValue))),
                file.DataSet.GetString(Tags.LongitudinalTemporalInformationModified))));
        Assert.All(Instances(), file => Assert.DoesNotContain(Secret, file.DataSet.GetText(Tags.PatientName), StringComparison.Ordinal));
        Assert.Contains("Our hospital", await File.ReadAllTextAsync(Path.Combine(_folder, "1", "README.TXT"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_must_not_know_where_it_is_from_does_not_read_it_on_the_pages()
    {
        await using var fixture = await StartAsync(360_000L * 2_048);

        await MakeAsync(fixture, [Identified(new SampleInstance(), 1)], ConfidentialityOptions.None);

        var readme = await File.ReadAllTextAsync(Path.Combine(_folder, "1", "README.TXT"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Our hospital", readme, StringComparison.Ordinal);
        Assert.Contains("What identifies patients was removed", readme, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConfidentialityOptions.CleanPixelData, "CleanPixelData needs a person")]
    [InlineData(ConfidentialityOptions.RetainLongitudinalFullDates | ConfidentialityOptions.RetainLongitudinalModifiedDates, "exclude each other")]
    public async Task Options_that_cannot_be_performed_are_refused(ConfidentialityOptions options, string expected)
    {
        await using var fixture = await StartAsync(360_000L * 2_048);
        var request = new MediaCreationRequest([await fixture.AddAsync()]) { Deidentification = options };

        var refusal = await Assert.ThrowsAsync<ArgumentException>(async () => await fixture.Plugin.GetService<IMediaCreation>().CreateAsync(request, "", 1, MediaPriority.Medium, null, CancellationToken.None));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_orders);
    }

    // What identifies is in the data set, in sequences, in private elements, and in character sets of its own.
    private static SampleInstance Identified(SampleInstance sample, int number)
    {
        var name = $"{Secret}^Ötzi";
        return sample
            .With(Tags.SpecificCharacterSet, "ISO_IR 192").With(Tags.PatientName, name).With(Tags.PatientID, "PID-4711-0815").With(Tags.PatientBirthDate, "19480317")
            .With(Tags.PatientAddress, "Winkelgasse 9").With(Tags.AccessionNumber, "ACC-991-77").With(Tags.InstitutionName, "Sanatorium").With(Tags.ReferringPhysicianName, "Doppler^Ch")
            .With(Tags.ImageComments, $"Freitext {Secret}").With(Tags.Rows, "8").With(Tags.Columns, "8").With(Tags.BurnedInAnnotation, "YES")
            .WithItems(Tags.RequestAttributesSequence, new DicomDataSetBuilder()
                .Set(Tags.RequestedProcedureDescription, $"Freitext {Secret}")
                .Set(Tags.ReferencedStudySequence, [new DicomDataSetBuilder().Set(Tags.ReferencedSOPInstanceUID, sample.Study).Set(Tags.ReferencedSOPClassUID, Uids.CTImageStorage).Build()]).Build())
            .WithItems(Tags.OtherPatientIDsSequence, new DicomDataSetBuilder().Set(Tags.PatientID, "PID-4711-0815").Set(Tags.IssuerOfPatientID, "Sanatorium").Build())
            .With(new DicomBytes(new Tag(0x0029, 0x0010), Vr.LO, "SOMEBODY"u8.ToArray())).With(new DicomBytes(new Tag(0x0029, 0x1001), Vr.LO, "PRIVAT-77 "u8.ToArray()))
            .With(new DicomBytes(Tags.PixelData, Vr.OW, Enumerable.Repeat((byte)number, 64).ToArray()));
    }

    private async Task<MediaFixture> StartAsync(long capacity)
    {
        var fixture = new MediaFixture(("Institution", "Our hospital"));
        var device = new InMemoryMediaDevice { Name = "small", Media = [new DeviceMedium("CD", capacity)] };
        fixture.Services.With(new MediaDevices([device]));
        device.Fate = order =>
        {
            _orders.Add(order);
            Copy(order.Folder, Path.Combine(_folder, _orders.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            return new MediaProgress(MediaOrderState.Done, order.Copies, "Made.");
        };
        return await fixture.StartAsync();
    }

    private static async Task<Job> MakeAsync(MediaFixture fixture, SampleInstance[] samples, ConfidentialityOptions options)
    {
        var references = new List<SopReference>();
        foreach (var sample in samples)
        {
            references.Add(await fixture.AddAsync(sample));
        }

        var request = new MediaCreationRequest([.. references]) { Deidentification = options };
        var stored = await fixture.Plugin.GetService<IMediaCreation>().CreateAsync(request, "", 1, MediaPriority.Medium, null, TestContext.Current.CancellationToken);
        await fixture.UntilAsync(stored.Job.Uid, "DONE");
        return (await fixture.Services.MediaQueue.GetAsync(stored.Job.Uid, TestContext.Current.CancellationToken))!.Job;
    }

    private List<DicomFile> Instances() =>
        [.. Directory.EnumerateFiles(_folder, "IMG*", SearchOption.AllDirectories).Select(path => DicomFile.Open(path))];

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
