using System.Diagnostics;

namespace Gantry.Plugins.MediaCreation.Tests;

/// <summary>What the file system is told of folders, as its own tool shows it.</summary>
public sealed class UnrelatedFoldersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-media-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_folder_has_the_attribute_where_the_file_system_knows_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/lsattr"), "lsattr is not installed.");
        var before = await AttributesAsync();
        Assert.SkipUnless(UnrelatedFolders.In(_folder), "The file system of temporary files has no such attribute.");

        var after = await AttributesAsync();

        Assert.DoesNotContain('T', before);
        Assert.Equal(before.Length, after.Length);
        Assert.Contains('T', after);
        Assert.True(UnrelatedFolders.In(_folder));
        Assert.Equal(after, await AttributesAsync());
    }

    [Fact]
    public void A_folder_that_is_not_there_has_no_attributes() => Assert.False(UnrelatedFolders.In(Path.Combine(_folder, "absent")));

    private async Task<string> AttributesAsync()
    {
        using var lsattr = Process.Start(new ProcessStartInfo("/usr/bin/lsattr", ["-d", _folder]) { RedirectStandardOutput = true })!;
        var output = await lsattr.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await lsattr.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Split(' ')[0];
    }
}
