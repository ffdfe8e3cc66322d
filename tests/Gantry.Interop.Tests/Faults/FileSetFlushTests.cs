namespace Gantry.Interop.Tests;

/// <summary>A medium whose disk fails when its DICOMDIR, or its image, is flushed: .NET would say nothing of it.</summary>
public sealed class FileSetFlushTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(1, false), InlineData(3, true)] // the second fsync is that of the folder with the new DICOMDIR
    public async Task A_disk_that_cannot_flush_is_no_success(int nth, bool makesImage)
    {
        var strace = Programs.FindOrSkip("strace", "strace");
        var (medium, iso) = (_folder.Folder("medium"), _folder.File("disc.iso"));
        string[] arguments = ["fileset", medium, Samples.Ct(_folder), .. makesImage ? ["--iso", iso] : Array.Empty<string>()];

        var failed = await Programs.RunAsync(
            strace, ["-f", "-o", "/dev/null", "-e", "trace=fsync", "-e", $"inject=fsync:error=EIO:when={nth}", "dotnet", Checkout.CliAssembly, .. arguments]);

        Assert.SkipWhen(failed.Output.Contains("not permitted", StringComparison.Ordinal), "This system does not let processes be traced.");
        Assert.Equal(2, failed.ExitCode);
        Assert.Contains("fsync of the file: ", failed.Output, StringComparison.Ordinal);
        Assert.Equal((makesImage, false), (File.Exists(Path.Combine(medium, "DICOMDIR")), File.Exists(iso)));
    }
}
