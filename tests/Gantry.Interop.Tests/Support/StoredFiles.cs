using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>The files of a host's store.</summary>
internal static class StoredFiles
{
    /// <summary>Stores small instances until these have a journal: the first of them have none.</summary>
    public static Task UntilJournalAsync(GantryProcess gantry) => Until.TrueAsync(
        async () =>
        {
            var study = Uid.New();
            Sample[] some = [.. Enumerable.Range(1, 20).Select(number => Samples.Make(study, number: number))];
            Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, some));
            return Directory.GetFiles(Path.Combine(gantry.DataFolder, "gantry.filestore", "incoming"), "journal-1", SearchOption.AllDirectories) is [var journal] && HasEntry(journal);
        },
        "the journal is there");

    // Zeros until the first instance comes.
    private static bool HasEntry(string journal)
    {
        using var file = new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return file.ReadByte() > 0;
    }

    /// <summary>Empties a server that goes on, as an administrator would: the files are deleted, and the catalog is told.</summary>
    public static async Task RemoveAllAsync(GantryProcess gantry)
    {
        var files = Directory.GetFiles(Path.Combine(gantry.DataFolder, "gantry.filestore", "instances"), "*.dcm", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            File.Delete(file);
        }

        var run = (await gantry.CliAsync("reindex", "--remove-missing")).Succeeded();
        Assert.Contains($"0 instances added, 0 were there, 0 unreadable, {files.Length} removed.", run.Output, StringComparison.Ordinal);
    }
}
