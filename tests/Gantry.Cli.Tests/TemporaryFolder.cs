namespace Gantry.Cli.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gantry-cli-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
