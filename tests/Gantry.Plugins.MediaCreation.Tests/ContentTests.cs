using System.Security.Cryptography;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.MediaCreation.Tests;

/// <summary>What is on a medium.</summary>
public sealed class ContentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-media-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_medium_has_a_file_set_pages_and_digests_that_hold()
    {
        await using var fixture = await new MediaFixture(("Institution", "Hospital Ö")).StartAsync();
        var orders = Watch(fixture, folder => Copy(folder, _folder));
        var (first, second) = (new SampleInstance().With(Tags.PatientName, "<b>ANON^ÖNE</b>").With(Tags.SpecificCharacterSet, "ISO_IR 192"), new SampleInstance());
        var uid = await fixture.AskAsync(new MediaCreationRequest([await fixture.AddAsync(first), await fixture.AddAsync(second)]) { FileSetId = "ANON" });
        await fixture.UntilAsync(uid, "DONE");

        var directory = FileSetDirectory.Read(DicomFile.Open(Path.Combine(_folder, "DICOMDIR")));
        Assert.Equal("ANON", directory.Id);
        Assert.Equal(
            [first.SopInstance, second.SopInstance],
            directory.Records.SelectMany(record => record.WithAllBelow()).Select(record => record.File).OfType<ReferencedFile>().Select(file => file.SopInstanceUid).Order().OrderBy(one => one != first.SopInstance));
        var index = await File.ReadAllTextAsync(Path.Combine(_folder, "INDEX.HTM"), TestContext.Current.CancellationToken);
        Assert.Contains("&lt;b&gt;ANON &#xD6;NE&lt;/b&gt;", index, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", index, StringComparison.Ordinal);
        var readme = await File.ReadAllTextAsync(Path.Combine(_folder, "README.TXT"), TestContext.Current.CancellationToken);
        Assert.Contains("Hospital ?", readme, StringComparison.Ordinal);
        Assert.Contains("it has 2 instances", readme, StringComparison.Ordinal);
        var digests = await File.ReadAllLinesAsync(Path.Combine(_folder, "SHA256.TXT"), TestContext.Current.CancellationToken);
        Assert.Equal(5, digests.Length);
        Assert.All(digests, line => Assert.Equal(line[..64], Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder, line[66..]))))));
        Assert.Equal("ANON", orders[0].Volume);
        Assert.Equal("CD", orders[0].Medium);
        Assert.Equal((2, 2), (orders[0].Label.Attributes.GetInt32(Tags.NumberOfPatientRelatedStudies), orders[0].Label.Attributes.GetInt32(Tags.NumberOfStudyRelatedInstances)));
    }

    [Fact]
    public async Task What_a_medium_does_not_hold_is_split_where_it_may_be()
    {
        await using var fixture = new MediaFixture();
        var small = new InMemoryMediaDevice { Name = "small", Media = [new DeviceMedium("CD", (1 << 20) + 10_000)] };
        fixture.Services.With(new MediaDevices([small]));
        await fixture.StartAsync();
        var orders = new List<MediaOrder>();
        small.Fate = order =>
        {
            orders.Add(order);
            return new MediaProgress(MediaOrderState.Done, order.Copies, "");
        };
        var references = new List<SopReference>();
        for (var i = 0; i < 5; i++)
        {
            references.Add(await fixture.AddAsync());
        }

        var split = await fixture.AskAsync(new MediaCreationRequest([.. references]) { FileSetId = "PARTS", AllowsSplitting = true }, copies: 2);
        var whole = await fixture.AskAsync(new MediaCreationRequest([.. references]) { AllowsSplitting = false });

        var done = await fixture.UntilAsync(split, "DONE");
        Assert.Equal(6, done.GetInt32(Tags.TotalNumberOfPiecesOfMediaCreated));
        Assert.Equal(["PARTS", "PARTS_2", "PARTS_3"], done.GetItems(Tags.ReferencedStorageMediaSequence).Select(item => item.GetString(Tags.StorageMediaFileSetID)));
        Assert.Equal([(1, 3), (2, 3), (3, 3)], orders.Select(order => (order.Part, order.Parts)));
        Assert.Equal(3, orders.Select(order => order.Id).Distinct().Count());
        await fixture.UntilAsync(whole, "FAILURE", "SET_OVERSIZED");
    }

    [Fact]
    public async Task A_part_that_cannot_be_interrupted_keeps_its_content_when_another_has_failed()
    {
        await using var fixture = new MediaFixture();
        var small = new InMemoryMediaDevice { Name = "small", Media = [new DeviceMedium("CD", (1 << 20) + 5_000)] };
        small.Fate = order => new MediaProgress(order.Part == 1 ? MediaOrderState.Failed : MediaOrderState.Creating, 0, "");
        fixture.Services.With(new MediaDevices([small]));
        await fixture.StartAsync();
        var uid = await fixture.AskAsync(await fixture.AddAsync(), await fixture.AddAsync());
        await fixture.UntilAsync(uid, "CREATING");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        await fixture.UntilAsync(uid, "CREATING");
        var second = small.Orders[1];
        Assert.True(Directory.Exists(second.Folder));

        small.Set(second.Id, new MediaProgress(MediaOrderState.Done, 1, ""));

        Assert.Equal(1, (await fixture.UntilAsync(uid, "FAILURE")).GetInt32(Tags.TotalNumberOfPiecesOfMediaCreated));
    }

    [Fact]
    public async Task The_site_has_pages_extra_files_and_a_viewer_of_its_own()
    {
        var (templates, extra, viewer, made) = (Make("templates", "README.TXT", "Ours: {{ instances }} of {{ patients[0].studies[0].description }}."), Make("extra", "LOGO.GIF", "GIF"), Make("viewer", "VIEW.EXE", "MZ"), Path.Combine(_folder, "made"));
        await using var fixture = await new MediaFixture(("TemplateFolder", templates), ("ExtraFolder", extra), ("ViewerFolder", viewer)).StartAsync();
        Watch(fixture, folder => Copy(folder, Path.Combine(made, Directory.Exists(made) ? Directory.GetDirectories(made).Length.ToString(System.Globalization.CultureInfo.InvariantCulture) : "0")));
        var reference = await fixture.AddAsync(new SampleInstance().With(Tags.StudyDescription, "THORAX"));

        await fixture.UntilAsync(await fixture.AskAsync(reference), "DONE");
        await fixture.UntilAsync(await fixture.AskAsync(new MediaCreationRequest([reference]) { IncludesDisplayApplication = false, NonDicomObjects = "NO" }), "DONE");

        Assert.Equal("Ours: 1 of THORAX.", await File.ReadAllTextAsync(Path.Combine(made, "0", "README.TXT"), TestContext.Current.CancellationToken));
        Assert.Equal(["DICOM", "DICOMDIR", "INDEX.HTM", "LOGO.GIF", "README.TXT", "SHA256.TXT", "VIEW.EXE"], Root(Path.Combine(made, "0")));
        Assert.Equal(["DICOM", "DICOMDIR", "README.TXT", "SHA256.TXT"], Root(Path.Combine(made, "1")));
    }

    [Fact]
    public async Task A_template_that_is_none_fails_the_request_and_says_so()
    {
        await using var fixture = await new MediaFixture(("TemplateFolder", Make("templates", "INDEX.HTM", "{% for %}"))).StartAsync();

        var uid = await fixture.AskAsync(await fixture.AddAsync());

        await fixture.UntilAsync(uid, "FAILURE", "PROC_FAILURE");
        Assert.Contains("INDEX.HTM is no template", (await fixture.Services.MediaQueue.GetAsync(uid, TestContext.Current.CancellationToken))!.Job.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_that_is_not_to_name_the_patient_does_not()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        var orders = Watch(fixture, _ => { });

        await fixture.UntilAsync(await fixture.AskAsync(new MediaCreationRequest([await fixture.AddAsync()]) { LabelText = "Mine", LabelsFromInstances = false }), "DONE");

        Assert.Equal(("Mine", 0), (orders[0].Label.Text, orders[0].Label.Attributes.Count));
    }

    private static List<MediaOrder> Watch(MediaFixture fixture, Action<string> look)
    {
        var orders = new List<MediaOrder>();
        fixture.Device.Fate = order =>
        {
            orders.Add(order);
            look(order.Folder);
            return new MediaProgress(MediaOrderState.Done, order.Copies, "Made.");
        };
        return orders;
    }

    private static IEnumerable<string?> Root(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private string Make(string folder, string file, string text)
    {
        var path = Directory.CreateDirectory(Path.Combine(_folder, folder)).FullName;
        File.WriteAllText(Path.Combine(path, file), text);
        return path;
    }
}
