namespace Gantry.Interop.Tests;

/// <summary>The files of a host's store.</summary>
internal static class StoredFiles
{
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
