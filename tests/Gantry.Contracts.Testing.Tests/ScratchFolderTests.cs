using Gantry.Dicom;

namespace Gantry.Contracts.Testing.Tests;

/// <summary>A folder for files that do not stay.</summary>
public sealed class ScratchFolderTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("gantry-scratch-").FullName, "scratch");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void What_an_earlier_process_left_is_deleted_and_what_this_one_made_stays()
    {
        using var folder = new ScratchFolder(_path, 1);
        folder.Prepare();
        var (left, own) = (folder.NewName(), folder.NewName(".bulk"));
        File.WriteAllText(left, "left");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddDays(-1));
        File.WriteAllText(own, "own");

        folder.Prepare();

        Assert.Equal([own], Directory.EnumerateFiles(_path));
        Assert.EndsWith(".bulk", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Places_are_as_many_as_was_said_and_one_that_is_given_back_twice_is_one()
    {
        using var folder = new ScratchFolder(_path, 2);
        var first = await folder.EnterAsync(Cancellation);
        using var second = await folder.EnterAsync(Cancellation);
        var (third, fourth) = (folder.EnterAsync(Cancellation), folder.EnterAsync(Cancellation));
        Assert.False(third.IsCompleted);

        first.Dispose();
        first.Dispose();

        using var place = await third;
        Assert.False(fourth.IsCompleted);
        place.Dispose();
        (await fourth).Dispose();
    }

    [Fact]
    public async Task An_instance_becomes_a_file_of_its_bytes()
    {
        using var folder = new ScratchFolder(_path, 1);
        folder.Prepare();
        var dataSet = new DicomDataSetBuilder().Set(Tags.SOPClassUID, Uids.CTImageStorage).Set(Tags.SOPInstanceUID, "2.25.1").Set(Tags.PatientID, "P1").Build();
        var bytes = DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian);
        await using var content = new InstanceContent(
            Uids.CTImageStorage, new Uid("2.25.1"), TransferSyntax.ExplicitVRLittleEndian, System.IO.Pipelines.PipeReader.Create(new System.Buffers.ReadOnlySequence<byte>(bytes)), bytes.Length);
        var file = folder.NewName();

        await ScratchFolder.WriteAsync(content, file, Cancellation);

        var read = DicomFile.Open(file);
        Assert.Equal("P1", read.DataSet.GetString(Tags.PatientID));
        Assert.Equal(new FileInfo(file).Length, read.DataSetOffset + bytes.Length);
        Assert.Equal(bytes, File.ReadAllBytes(file)[(int)read.DataSetOffset..]);
        await Assert.ThrowsAsync<IOException>(() => ScratchFolder.WriteAsync(content, file, Cancellation));
    }
}
