using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gantry.DatabaseServers;

/// <summary>A database server of a test's own. Its folder goes with it.</summary>
public abstract class DatabaseServer : IAsyncDisposable
{
    /// <summary>The password of <see cref="User"/>: of nobody's elsewhere.</summary>
    public const string Password = "gantry-test";

    /// <summary>The user that the server is made with; it may do everything.</summary>
    public const string User = "gantry";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gantry-db-");
    private readonly ServerAccount _account;
    private Process? _process;

    protected DatabaseServer(string account) => _account = ServerAccount.Find(account);

    /// <summary>The loopback port.</summary>
    public int Port { get; } = FreePort();

    /// <summary>The bytes that the server's files take.</summary>
    public long Size => _folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>A database that is always there.</summary>
    public abstract string AdministrationDatabase { get; }

    protected string Folder => _folder.FullName;

    private string Log => Path.Combine(Folder, "server.log");

    /// <summary>A connection string of the form that the driver takes.</summary>
    /// <param name="database">The database.</param>
    /// <param name="user">Whose; the password is <see cref="Password"/>.</param>
    public abstract string ConnectionString(string database, string user = User);

    /// <summary>Ends the server as a crash does: nothing is written, nobody is told.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }

        _process?.Dispose();
        _process = null;
    }

    /// <summary>Starts the server, for the first time or again, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            // After a crash what is left of the old server may hold the folder for a moment.
            _process ??= _account.Start(Command(), Log);
            if (await AnswersAsync().ConfigureAwait(false))
            {
                return;
            }

            if (waited.Elapsed > Patience)
            {
                throw new InvalidOperationException($"{GetType().Name} did not start: {(File.Exists(Log) ? await File.ReadAllTextAsync(Log).ConfigureAwait(false) : "it has written no log")}");
            }

            await Task.Delay(50).ConfigureAwait(false);
            if (_process.HasExited)
            {
                _process.Dispose();
                _process = null;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync().ConfigureAwait(false);
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the data folder and starts.</summary>
    protected async Task CreateAsync()
    {
        _account.Own(Folder);
        await InitializeAsync().ConfigureAwait(false);
        await StartAsync().ConfigureAwait(false);
    }

    /// <summary>Makes the data folder.</summary>
    protected abstract Task InitializeAsync();

    /// <summary>The program and its arguments.</summary>
    protected abstract string[] Command();

    /// <summary>True once the server takes connections.</summary>
    protected abstract Task<bool> AnswersAsync();

    /// <summary>Runs a program to its end as the server's user.</summary>
    protected async Task RunAsync(params string[] command)
    {
        using var process = _account.Start(command, Log);
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: {await File.ReadAllTextAsync(Log).ConfigureAwait(false)}");
        }
    }

    /// <summary>Runs a program and tells its exit code.</summary>
    protected async Task<int> TryAsync(params string[] command)
    {
        using var process = _account.Start(command, Path.Combine(Folder, "try.log"));
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
