namespace Gantry.Host;

/// <summary>Keeps a second host out of a data folder, for as long as it is not disposed.</summary>
internal static class DataFolderClaim
{
    /// <exception cref="IOException">Another host has the folder.</exception>
    public static IDisposable Take(string dataFolder)
    {
        try
        {
            return new FileStream(Path.Combine(dataFolder, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"another host uses the data folder {dataFolder} ({exception.Message}).", exception);
        }
    }
}
