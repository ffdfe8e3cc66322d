using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage.Tests;

public class CorpusTests
{
    [Fact]
    public async Task Every_instance_of_the_corpus_is_stored_as_it_is_and_catalogued()
    {
        Assert.SkipWhen(Corpus.Folder is null, Corpus.Reason);
        var (stored, refused) = (0, new List<string>());
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Corpus.Folder, "files"), "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            if (!TryReadStart(bytes, out var file, out var sopClass, out var sopInstance))
            {
                continue;
            }

            using var fixture = new StorageFixture { Operation = new TestOperation { TransferSyntax = file.TransferSyntax } };
            var dataSet = bytes[(int)file.DataSetOffset..];

            var response = await fixture.StoreAsync(dataSet, sopClass, sopInstance, segment: 16_000);

            if (response.Status != DimseStatus.Success)
            {
                fixture.AssertNothingKept();
                refused.Add($"{response.Status} {response.ErrorComment} {Path.GetRelativePath(Corpus.Folder, path)}");
                continue;
            }

            stored++;
            Assert.Equal(dataSet, fixture.Store.BytesAt(Assert.Single(fixture.Store.Locations)).ToArray());
            var attributes = Assert.Single(fixture.Catalog.Entries).Attributes;
            Assert.True(attributes.TryGetUid(Tags.StudyInstanceUID, out _), path);
            Assert.Equal(file.DataSet.GetString(Tags.PatientID), attributes.GetString(Tags.PatientID));
        }

        TestContext.Current.SendDiagnosticMessage($"{stored} stored, {refused.Count} refused:\n{string.Join('\n', refused)}");
        Assert.True(stored >= 1_000, $"{stored} stored, {refused.Count} refused:\n{string.Join('\n', refused)}");
        Assert.All(refused, line => Assert.True(line.StartsWith("A900", StringComparison.Ordinal) || line.StartsWith("C000", StringComparison.Ordinal), line));
    }

    private static bool TryReadStart(byte[] bytes, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DicomFile? file, out Uid sopClass, out Uid sopInstance)
    {
        (file, sopClass, sopInstance) = (null, default, default);
        try
        {
            file = DicomFile.Read(bytes, new DataSetReaderOptions { StopBefore = Tags.PixelData, KeepsWhatPrecedesFault = true });
        }
        catch (DicomEncodingException)
        {
            return false;
        }

        // What storescu could send: an instance of a storage SOP class, not a directory.
        return file.DataSet.TryGetUid(Tags.SOPClassUID, out sopClass) && file.DataSet.TryGetUid(Tags.SOPInstanceUID, out sopInstance)
            && sopClass != Uids.MediaStorageDirectoryStorage;
    }
}
