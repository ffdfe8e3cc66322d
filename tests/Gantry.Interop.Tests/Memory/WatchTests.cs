using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>The system watches folders for the host, which takes memory for each and time for each file: those of the plugins, and no others.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task What_is_stored_below_the_working_directory_is_watched_by_nobody()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self/fdinfo"), "What is watched is read from /proc, which this system has not.");
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(new Dictionary<string, string> { ["DOTNET_CONTENTROOT"] = folder.Path }, folder.Folder("data"));
        var before = WatchesOf(gantry.Process.Id);
        Assert.NotEqual(0, before);

        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, [.. Enumerable.Range(1, 20).Select(number => Samples.Make(number: number))]));

        Assert.True(Directory.EnumerateFiles(folder.Path, "*.dcm", SearchOption.AllDirectories).Count() >= 20);
        Assert.Equal(before, WatchesOf(gantry.Process.Id));
    }

    private static int WatchesOf(int process) => Directory.EnumerateFiles($"/proc/{process}/fdinfo").Sum(WatchesIn);

    private static int WatchesIn(string descriptor)
    {
        try
        {
            return File.ReadLines(descriptor).Count(line => line.StartsWith("inotify ", StringComparison.Ordinal));
        }
        catch (FileNotFoundException)
        {
            return 0; // closed in the meantime, and so no watcher
        }
    }
}
