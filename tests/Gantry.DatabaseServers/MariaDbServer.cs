using System.Net;
using System.Net.Sockets;

namespace Gantry.DatabaseServers;

/// <summary>A MariaDB server, where Debian's package <c>mariadb-server</c> is installed.</summary>
public sealed class MariaDbServer : DatabaseServer
{
    private readonly string _program;
    private readonly bool _isMeasured;

    private MariaDbServer(string program, bool isMeasured) : base("mysql") => (_program, _isMeasured) = (program, isMeasured);

    public override string AdministrationDatabase => "mysql";

    private string Data => Path.Combine(Folder, "data");

    // A server that starts deletes the temporary tables that it finds, also those of another that is being installed.
    private string Temporary => Path.Combine(Folder, "tmp");

    private string Begin => Path.Combine(Folder, "begin.sql");

    /// <summary>A server that runs; null where there is none to start.</summary>
    /// <param name="isMeasured">True for one as sites have it: what is committed is on the disk, and there is memory. False unless set.</param>
    public static async Task<MariaDbServer?> TryStartAsync(bool isMeasured = false)
    {
        var program = ((string[])["/usr/sbin/mariadbd", "/usr/libexec/mariadbd", "/usr/local/sbin/mariadbd"]).FirstOrDefault(File.Exists);
        if (program is null)
        {
            return null;
        }

        var server = new MariaDbServer(program, isMeasured);
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

    public override string ConnectionString(string database, string user = User) => $"Server=127.0.0.1;Port={Port};Database={database};User ID={user};Password={Password}";

    protected override async Task InitializeAsync()
    {
        await RunAsync("mkdir", Temporary).ConfigureAwait(false); // the server's user writes there
        await File.WriteAllTextAsync(Begin, $"CREATE USER IF NOT EXISTS '{User}'@'%' IDENTIFIED BY '{Password}';\nGRANT ALL ON *.* TO '{User}'@'%' WITH GRANT OPTION;\n").ConfigureAwait(false);
        await RunAsync("mariadb-install-db", "--no-defaults", $"--datadir={Data}", $"--tmpdir={Temporary}", "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve").ConfigureAwait(false);
    }

    protected override string[] Command() =>
    [
        _program, "--no-defaults", $"--datadir={Data}", $"--tmpdir={Temporary}", $"--port={Port}", "--bind-address=127.0.0.1", $"--socket={Path.Combine(Folder, "s")}", $"--pid-file={Path.Combine(Folder, "pid")}",
        $"--init-file={Begin}", "--skip-name-resolve", "--max-connections=60",
        .. _isMeasured ? (string[])["--innodb-buffer-pool-size=512M", "--innodb-log-file-size=1G"] : ["--innodb-flush-log-at-trx-commit=2", "--innodb-buffer-pool-size=128M"],
    ];

    // It takes connections after it has run the file of the beginning, and greets whoever connects.
    protected override async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port).ConfigureAwait(false);
            return await client.GetStream().ReadAsync(new byte[4]).ConfigureAwait(false) > 0;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }
}
