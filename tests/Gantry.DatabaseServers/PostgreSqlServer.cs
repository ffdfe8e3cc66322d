namespace Gantry.DatabaseServers;

/// <summary>A PostgreSQL server, where Debian's package <c>postgresql</c> is installed.</summary>
public sealed class PostgreSqlServer : DatabaseServer
{
    private readonly string _programs;
    private readonly bool _isMeasured;

    private PostgreSqlServer(string programs, bool isMeasured) : base("postgres") => (_programs, _isMeasured) = (programs, isMeasured);

    public override string AdministrationDatabase => "postgres";

    private string Data => Path.Combine(Folder, "data");

    /// <summary>A server that runs; null where there is none to start.</summary>
    /// <param name="isMeasured">True for one as sites have it: what is committed is on the disk, there is memory, and statistics are kept. False unless set.</param>
    public static async Task<PostgreSqlServer?> TryStartAsync(bool isMeasured = false)
    {
        if (Find() is not { } programs)
        {
            return null;
        }

        var server = new PostgreSqlServer(programs, isMeasured);
        try
        {
            await server.CreateAsync().ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override string ConnectionString(string database, string user = User) => $"Host=127.0.0.1;Port={Port};Database={database};Username={user};Password={Password}";

    protected override async Task InitializeAsync()
    {
        var password = Path.Combine(Folder, "password");
        await File.WriteAllTextAsync(password, Password).ConfigureAwait(false);
        await RunAsync(Program("initdb"), "-D", Data, "-U", User, "-A", "scram-sha-256", "--pwfile", password, "-E", "UTF8", "--no-locale", "--no-sync").ConfigureAwait(false);
    }

    // A crash of the server is tested, one of the machine is not: what the page cache has is enough.
    protected override string[] Command() =>
    [
        Program("postgres"), "-D", Data, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=60",
        .. _isMeasured ? (string[])["-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB"] : ["-c", "fsync=off", "-c", "shared_buffers=64MB", "-c", "autovacuum=off"],
    ];

    protected override async Task<bool> AnswersAsync() => await TryAsync(Program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", $"{Port}").ConfigureAwait(false) == 0;

    private string Program(string name) => Path.Combine(_programs, name);

    private static string? Find() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin")).Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Max(StringComparer.Ordinal)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
}
