using System.Net.Sockets;
using System.Text;

namespace Gantry.Interop.Tests;

/// <summary>Peers that mean harm, or do not know what they talk to, disturb nobody else.</summary>
public sealed class HostilePeerTests
{
    [Fact]
    public async Task The_server_answers_C_ECHO_whatever_other_connections_do()
    {
        var dcmtk = Dcmtk.OrSkip();
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"));
        await dcmtk.EchoAsync(gantry.DicomPort);
        var memory = File.Exists("/proc/self/status") ? new ResidentMemory(gantry.Process) : null;
        var before = memory?.Now ?? 0;

        var idle = new List<TcpClient>();
        for (var i = 0; i < 100; i++)
        {
            idle.Add(await ConnectAsync(gantry.DicomPort));
        }

        (await dcmtk.EchoAsync(gantry.DicomPort)).Succeeded();

        var random = new Random(1);
        var garbage = new byte[100_000];
        random.NextBytes(garbage);
        byte[][] messages =
        [
            garbage,
            new byte[4096],
            Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: gantry\r\n\r\n"),
            Encoding.ASCII.GetBytes("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
            [1, 0, 0xFF, 0xFF, 0xFF, 0xFF],
            [1, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0, 1],
            [1, 0, 0, 0, 0, 0],
            [4, 0, 0, 0, 0, 4, 0, 0, 0, 0],
            [7, 0, 0, 0, 0, 4, 0, 0, 0, 0],
            [0xFF, 0, 0, 0, 0, 4, 1, 2, 3, 4],
        ];
        foreach (var message in messages)
        {
            using var client = await ConnectAsync(gantry.DicomPort);
            try
            {
                await client.GetStream().WriteAsync(message, TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                continue; // thrown out before it had said all, which is well
            }

            (await dcmtk.EchoAsync(gantry.DicomPort)).Succeeded();
        }

        idle.ForEach(client => client.Dispose());
        (await dcmtk.EchoAsync(gantry.DicomPort)).Succeeded();
        Assert.False(gantry.Process.HasExited);
        if (memory is not null)
        {
            Assert.InRange(memory.Now - before, long.MinValue, 100L << 20);
        }
    }

    [Fact]
    public async Task Without_the_token_the_administration_tells_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(gantry.DataFolder, "admin.json")));
        }

        (await gantry.CliAsync("status")).Succeeded();
        var run = await gantry.CliAsync("status", "--url", gantry.AdminUrl, "--token", "guess");
        Assert.Equal((2, "The server refuses the token."), (run.ExitCode, run.Output.Trim()));
    }

    private static async Task<TcpClient> ConnectAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
        return client;
    }
}
