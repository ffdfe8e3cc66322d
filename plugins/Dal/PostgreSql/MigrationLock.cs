using Gantry.Contracts;
using Npgsql;

namespace Gantry.Dal.PostgreSql;

/// <summary>A lock between processes that ends with its holder, however that ends: an advisory lock of a connection of its own.</summary>
internal sealed class MigrationLock : IAsyncDisposable
{
    private const long Number = 0x47414E545259; // "GANTRY"
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly NpgsqlConnection _connection;

    private MigrationLock(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Waits for the lock.</summary>
    /// <param name="connection">A connection, which is closed with the lock.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CatalogException">Somebody else holds it for longer than the timeout.</exception>
    public static async ValueTask<MigrationLock> AcquireAsync(NpgsqlConnection connection, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            for (var waited = TimeSpan.Zero; !await TryAsync(connection, cancellationToken).ConfigureAwait(false); waited += Interval)
            {
                if (waited >= timeout)
                {
                    throw new CatalogException("Another process is migrating the catalog.");
                }

                await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
            }

            return new MigrationLock(connection);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async ValueTask<bool> TryAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = Number } } };
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
        }
    }
}
