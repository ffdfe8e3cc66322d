using System.Net;
using System.Text;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>What a server that was just installed shows to others on its machine and its network: nothing that it should not.</summary>
public sealed class FreshInstallTests : IDisposable
{
    private const string Secret = "PLANTED-7f3a9c";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Its_data_is_its_own_and_a_password_is_in_no_log_and_no_answer()
    {
        var data = _folder.File("data");
        var database = $"Server=127.0.0.1,1;Database=gantry;User ID=gantry;Password={Secret};Encrypt=false;Connect Timeout=2;ConnectRetryCount=0";

        // The database is not there: what fails with a password in its hands tells of it most readily.
        await using var gantry = await GantryProcess.StartAsync(
            data, null, "--Gantry:Catalog", "gantry.sqlserver", "--Gantry:Plugins:gantry.sqlserver:ConnectionString", database);
        Assert.NotEqual(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, Samples.Make()));
        await gantry.CliAsync("plugins", "load", "sqlserver");
        await gantry.CliAsync("plugins", "settings", "sqlserver", "set", "ConnectionString", database + ";Pooling=false");

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
        }

        string[][] questions =
        [
            ["status"], ["plugins", "list"], ["plugins", "show", "sqlserver"], ["plugins", "settings", "sqlserver"], ["plugins", "settings", "sqlserver", "schema"],
            ["conformance"], ["logs", "-n", "1000"], ["log", "find", "-n", "1000"], ["db", "show"], ["ae", "list"], ["associations"],
        ];
        foreach (var question in questions)
        {
            Assert.DoesNotContain(Secret, (await gantry.CliAsync([.. question, "--json"])).Output, StringComparison.Ordinal);
        }

        using var stranger = new HttpClient { BaseAddress = new Uri(gantry.AdminUrl) };
        Assert.DoesNotContain(Secret, await stranger.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        foreach (var path in (string[])["status", "plugins", "logs", "transactions", "import", "nodes", "plugins/gantry.sqlserver/settings", "set-aside", "nothing"])
        {
            using var answer = await stranger.GetAsync(new Uri($"/admin/{path}", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.Equal(IPAddress.Loopback.ToString(), new Uri(gantry.AdminUrl).Host);
        Assert.Equal(0, await gantry.StopAsync());
        Assert.DoesNotContain(Secret, gantry.Output, StringComparison.Ordinal);
        var holders = Directory.GetFiles(data, "*", SearchOption.AllDirectories).Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) >= 0);
        Assert.All(holders, holder =>
        {
            Assert.Equal("plugin-settings.json", Path.GetFileName(holder));
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(holder) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        });
    }
}
