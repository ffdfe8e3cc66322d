using System.Text.Json;

namespace Gantry.Host.Tests;

public sealed class ThreadPoolTests
{
    [Fact]
    public void The_hosts_pool_and_that_of_tests_end_no_thread()
    {
        Assert.Equal(-1, ThreadsToKeepAlive("gantry-host"));
        Assert.Equal(-1, ThreadsToKeepAlive("Gantry.Host.Tests"));
    }

    private static int ThreadsToKeepAlive(string program)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, program + ".runtimeconfig.json")));
        return file.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties").GetProperty("System.Threading.ThreadPool.ThreadsToKeepAlive").GetInt32();
    }
}
