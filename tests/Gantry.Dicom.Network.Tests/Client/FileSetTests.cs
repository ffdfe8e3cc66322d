namespace Gantry.Dicom.Network.Tests.Client;

public sealed class FileSetTests : IDisposable
{
    private readonly string _outer = Directory.CreateTempSubdirectory("gantry-fileset-").FullName;
    private readonly string _folder;

    public FileSetTests() => _folder = Directory.CreateDirectory(Path.Combine(_outer, "disc")).FullName;

    public void Dispose() => Directory.Delete(_outer, recursive: true);

    [Fact]
    public async Task A_DICOMDIR_names_its_files_whatever_their_case()
    {
        Write("IMAGES/IM1");
        Write("scans/im2");
        Write("Other/Im3");
        var sources = await ReadAsync([@"IMAGES\IM1", @"SCANS\IM2", @"OTHER\IM3"]);
        Assert.Equal(["IMAGES/IM1", "scans/im2", "Other/Im3"], sources.Select(source => Path.GetRelativePath(_folder, source.Name)));
    }

    [Theory]
    [InlineData(@"..\SECRET")]
    [InlineData(@"..\disc\..\SECRET")]
    [InlineData(@"\etc\passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("../SECRET")]
    [InlineData(@"C:\SECRET")]
    [InlineData(@".\IM1")]
    [InlineData(@"LINK\SECRET")]
    [InlineData("LINKED")]
    [InlineData("ABSENT")]
    [InlineData(@"A\B\C\D\E\F\G\H\I")]
    public async Task No_name_leads_out_of_its_folder(string id)
    {
        await File.WriteAllTextAsync(Path.Combine(_outer, "SECRET"), "not for everybody");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "LINK"), _outer);
        File.CreateSymbolicLink(Path.Combine(_folder, "LINKED"), Path.Combine(_outer, "SECRET"));
        Write("IM1");
        var source = Assert.Single(await ReadAsync([id]));
        await Assert.ThrowsAsync<FileNotFoundException>(async () => await source.OpenAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_is_no_DICOMDIR_is_told()
    {
        var path = Path.Combine(_folder, "DICOMDIR");
        await File.WriteAllBytesAsync(path, DicomFile.ToArray(Peers.DcmtkScuTests.Instance("2.25.1"), TransferSyntax.ExplicitVRLittleEndian));
        await Assert.ThrowsAsync<DicomEncodingException>(async () => await StoreSource.OfFileSet(path).ToListAsync());
        await Assert.ThrowsAnyAsync<IOException>(async () => await StoreSource.OfFileSet(path + "X").ToListAsync());
    }

    private async Task<List<StoreSource>> ReadAsync(string[] ids)
    {
        var path = Path.Combine(_folder, "DICOMDIR");
        var dataSet = new DicomDataSetBuilder()
            .Set(Tags.SOPClassUID, Uids.MediaStorageDirectoryStorage)
            .Set(Tags.SOPInstanceUID, "2.25.1")
            .Set(Tags.DirectoryRecordSequence, ids.Select(id => new DicomDataSetBuilder().Set(Tags.ReferencedFileID, System.Text.Encoding.ASCII.GetBytes(id.Length % 2 == 0 ? id : id + " "), Vr.CS).Build()))
            .Build();
        await File.WriteAllBytesAsync(path, DicomFile.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian));
        return await StoreSource.OfFileSet(path).ToListAsync();
    }

    private void Write(string name)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, DicomFile.ToArray(Peers.DcmtkScuTests.Instance("2.25.1"), TransferSyntax.ExplicitVRLittleEndian));
    }
}
