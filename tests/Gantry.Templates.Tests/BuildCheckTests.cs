namespace Gantry.Templates.Tests;

/// <summary>The build tells what would go wrong in a host.</summary>
public sealed class BuildCheckTests(Vendor vendor) : IAsyncLifetime
{
    private const string Name = "Mover";

    [Fact]
    public async Task What_would_keep_the_plugin_in_memory_is_an_error_with_the_cure()
    {
        var source = vendor.Folder.File($"{Name}/src/{Name}/Banned.cs");
        await File.WriteAllTextAsync(source, """
            namespace Mover;
            internal static class Banned
            {
                public static string Json(object value) => System.Text.Json.JsonSerializer.Serialize(value);
                public static object? Client(HttpClient client) => System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync<int>(client, "x");
                public static object Xml() => new System.Xml.Serialization.XmlSerializer(typeof(int));
                public static object Convert() => System.ComponentModel.TypeDescriptor.GetConverter(typeof(int));
                public static void Event() => AppDomain.CurrentDomain.ProcessExit += (_, _) => { };
                public static string Folder() => typeof(Banned).Assembly.Location;
            }
            """, TestContext.Current.CancellationToken);

        var run = (await BuildAsync()).Failed();

        var errors = run.Lines.Where(line => line.Contains("error RS0030", StringComparison.Ordinal)).ToList();
        Assert.All(
            (string[])["JsonSerializer.Serialize", "HttpClientJsonExtensions.GetFromJsonAsync", "XmlSerializer", "TypeDescriptor", "AppDomain.ProcessExit", "Assembly.Location"],
            symbol => Assert.Contains(errors, line => line.Contains($"The symbol '{symbol}", StringComparison.Ordinal)));
        Assert.Contains("use a source-generated JsonSerializerContext", run.Output, StringComparison.Ordinal);
        File.Delete(source);
    }

    [Fact]
    public async Task A_copy_of_what_the_host_shares_is_an_error()
    {
        var copy = Path.Combine(vendor.Built(Vendor.Solutions[Name]), "Gantry.Contracts.dll");
        await File.WriteAllTextAsync(copy, "", TestContext.Current.CancellationToken);

        var run = (await BuildAsync()).Failed();

        Assert.Contains("error GANTRY0002: The output folder has a copy of Gantry.Contracts.dll, which the host shares with its plugins", run.Output, StringComparison.Ordinal);
        File.Delete(copy);
    }

    [Fact]
    public async Task An_id_that_a_host_would_refuse_is_an_error()
    {
        var run = (await BuildAsync("-p:PluginId=Mover")).Failed();
        Assert.Contains("error GANTRY0001: The PluginId 'Mover' is not lower-case letters", run.Output, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync() => await vendor.ReadyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<CommandResult> BuildAsync(params string[] more) =>
        vendor.DotnetAsync(null, ["build", Vendor.Solutions[Name].Project, "--no-restore", "-v", "quiet", "-nologo", .. more]);
}
