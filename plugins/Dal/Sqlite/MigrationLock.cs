using Gantry.Contracts;

namespace Gantry.Dal.Sqlite;

/// <summary>A lock between processes that ends with its holder, however that ends: an open file that nobody else may open.</summary>
internal sealed class MigrationLock : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly FileStream _file;

    private MigrationLock(FileStream file) => _file = file;

    /// <exception cref="CatalogException">Somebody else holds it for longer than the timeout.</exception>
    public static async ValueTask<MigrationLock> AcquireAsync(string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ; waited += Interval)
        {
            try
            {
                return new MigrationLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
            {
                if (waited >= timeout)
                {
                    throw new CatalogException($"Another process is migrating the catalog: {path} is locked.", exception);
                }
            }

            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
