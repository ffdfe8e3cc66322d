using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Dicom.Network.Tests.Tls;

namespace Gantry.Interop.Tests.Web;

/// <summary>Users of the real host: the first one, roles, sessions in a browser's way, tokens, and HTTP beyond the loopback address.</summary>
public sealed class AccountTests : IDisposable
{
    private const string Password = "seven green bottles";
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_user_logs_in_gives_others_their_roles_and_what_they_do_is_in_the_log()
    {
        await using var gantry = await GantryProcess.StartAsync(_folder.Folder("data"));
        using var browser = Browser(gantry.AdminUrl);
        var file = Path.Combine(gantry.DataFolder, "first-login.txt");
        var first = (await File.ReadAllLinesAsync(file, Cancellation)).Single(line => line.StartsWith("password", StringComparison.Ordinal)).Split(' ')[^1];

        Assert.Equal(HttpStatusCode.Unauthorized, await LogInAsync(browser, "admin", "a wrong guess"));
        Assert.Equal(HttpStatusCode.Forbidden, await LogInAsync(browser, "admin", first));
        Assert.Equal(HttpStatusCode.OK, await LogInAsync(browser, "admin", first, Password));
        Assert.False(File.Exists(file));

        // The cookie alone: what it reads, and what it changes as the browser's own page.
        Assert.Contains("\"*\"", await browser.GetStringAsync("account", Cancellation), StringComparison.Ordinal);
        using (var made = await browser.PutAsJsonAsync("admin/users/rita", new { displayName = "Rita", roles = new[] { "Reader" }, password = Password + "!", mustChangePassword = false }, Cancellation))
        {
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        }

        using (var other = Browser(gantry.AdminUrl, site: "cross-site"))
        {
            Assert.Equal(HttpStatusCode.OK, await LogInAsync(other, "rita", Password + "!"));
            Assert.Equal(HttpStatusCode.Unauthorized, (await other.PostAsync("account/logout", null, Cancellation)).StatusCode);
        }

        using var reader = Browser(gantry.AdminUrl);
        Assert.Equal(HttpStatusCode.OK, await LogInAsync(reader, "RITA", Password + "!"));
        using (var refused = await reader.GetAsync("admin/plugins", Cancellation))
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Contains("status.read", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NoContent, (await reader.PostAsync("account/logout", null, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await reader.GetAsync("account", Cancellation)).StatusCode);

        await Until.TrueAsync(
            async () => (await gantry.CliAsync("log", "find", "-n", "100", "--json")).Succeeded().Output is var log
                && log.Contains("PUT /admin/users/rita", StringComparison.Ordinal) && log.Contains("POST /account/logout", StringComparison.Ordinal),
            "the log has what was done");
    }

    [Fact]
    public async Task Users_roles_and_tokens_are_looked_after_by_the_command_line()
    {
        await using var gantry = await GantryProcess.StartAsync(_folder.Folder("data"));
        (await gantry.CliAsync("roles", "set", "Technician", "--right", "status.read", "--description", "looks on")).Succeeded();
        var added = (await gantry.CliAsync("users", "add", "Tom Ä", "--role", "Technician")).Succeeded();
        var given = added.Lines.First().Split(' ')[^1];
        Assert.Contains("no role Nothing", (await gantry.CliAsync("users", "add", "x", "--role", "Nothing")).Failed().Output, StringComparison.Ordinal);
        Assert.Contains("already", (await gantry.CliAsync("users", "add", "tom ä")).Failed().Output, StringComparison.Ordinal);
        var secret = (await gantry.CliAsync("users", "tokens", "Tom Ä", "--add", "monitoring", "--days", "2")).Succeeded().Lines.First();

        using (var program = Browser(gantry.AdminUrl))
        {
            program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("admin/status", Cancellation)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await program.PutAsJsonAsync("admin/users/tom", new { roles = new[] { "Administrator" } }, Cancellation)).StatusCode);
            (await gantry.CliAsync("users", "change", "tom ä", "--disable")).Succeeded();
            Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("admin/status", Cancellation)).StatusCode);
            (await gantry.CliAsync("users", "change", "tom ä", "--enable")).Succeeded();
            Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("admin/status", Cancellation)).StatusCode);
        }

        Assert.Contains(" program ", (await gantry.CliAsync("users", "tokens", "Tom Ä")).Succeeded().Output, StringComparison.Ordinal);
        using (var browser = Browser(gantry.AdminUrl))
        {
            Assert.Equal(HttpStatusCode.OK, await LogInAsync(browser, "tom ä", given, Password));
        }

        Assert.Contains(" never", (await gantry.CliAsync("users")).Succeeded().Lines.Single(line => line.StartsWith("admin ", StringComparison.Ordinal)), StringComparison.Ordinal);
        (await gantry.CliAsync("users", "remove", "Tom Ä")).Succeeded();
        Assert.DoesNotContain("Tom", (await gantry.CliAsync("users")).Succeeded().Output, StringComparison.Ordinal);
        (await gantry.CliAsync("roles", "remove", "Technician")).Succeeded();
    }

    [Fact]
    public async Task Nobody_gives_what_nobody_has_given_them()
    {
        await using var gantry = await GantryProcess.StartAsync(_folder.Folder("data"));
        (await gantry.CliAsync("roles", "set", "Staff", "--right", "users.manage")).Succeeded();
        (await gantry.CliAsync("users", "add", "sue", "--role", "Staff")).Succeeded();
        using var sue = Browser(gantry.AdminUrl);
        sue.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await gantry.CliAsync("users", "tokens", "sue", "--add", "x")).Succeeded().Lines.First());

        Assert.Equal(HttpStatusCode.Created, (await sue.PutAsJsonAsync("admin/users/new", new { roles = new[] { "Staff" } }, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await sue.PutAsJsonAsync("admin/users/sue", new { roles = new[] { "Administrator" } }, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await sue.PutAsJsonAsync("admin/users/admin", new { password = Password }, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await sue.PostAsJsonAsync("admin/users/admin/tokens", new { }, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await sue.PutAsJsonAsync("admin/roles/Staff", new { rights = new[] { "users.manage", "plugins.manage" } }, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await sue.DeleteAsync("admin/users/admin", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await sue.PutAsJsonAsync("admin/users/new", new { password = "short" }, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await sue.PutAsJsonAsync("admin/users/Administrator", new { }, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Beyond_the_loopback_address_it_speaks_TLS_to_users_and_the_token_of_the_machine_counts_here_alone()
    {
        using var certificates = new TestCertificates();
        var tls = _folder.Folder("tls");
        TestCertificates.Write(tls, "host", certificates.Issue("localhost"));
        var authority = Path.Combine(tls, "ca.pem");
        await File.WriteAllTextAsync(authority, certificates.Authority.ExportCertificatePem(), Cancellation);
        var port = Ports.Free();
        await using var gantry = await GantryProcess.StartAsync(
            _folder.Folder("data"), null,
            "--Gantry:Web:Address", "127.0.0.1", "--Gantry:Web:Port", port.ToString(CultureInfo.InvariantCulture), "--Gantry:Web:Tls", "true",
            "--Gantry:Tls:Certificate", Path.Combine(tls, "host.pem"), "--Gantry:Tls:Key", Path.Combine(tls, "host.key"), "--Gantry:Tls:TrustedAuthorities", authority);

        using var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer() };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(certificates.Authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return shown is not null && chain.Build(new X509Certificate2(shown));
        };
        using var http = new HttpClient(handler) { BaseAddress = new Uri($"https://localhost:{port}/"), DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var given = (await gantry.CliAsync("users", "password", "admin")).Succeeded().Lines.First().Split(' ')[^1];
        using var answer = await http.PostAsJsonAsync("account/login", new { name = "admin", password = given, newPassword = Password }, Cancellation);

        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (answer.StatusCode, answer.Version));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.All(["secure", "httponly", "samesite=strict"], part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("admin/status", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task It_does_not_listen_beyond_the_loopback_address_where_nobody_could_log_in()
    {
        var data = _folder.Folder("data");
        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            (await gantry.CliAsync("users", "change", "admin", "--disable")).Succeeded();
        }

        string[] arguments = [Checkout.HostAssembly, "--Gantry:DicomPort", "0", "--Gantry:HttpPort", "0", "--Gantry:DataFolder", data, "--Gantry:PluginFolder", Checkout.Plugins, "--Gantry:Web:Port", "0"];
        Assert.Contains("TLS", (await Programs.RunAsync("dotnet", arguments)).Failed().Output, StringComparison.Ordinal);
        var refused = await Programs.RunAsync("dotnet", [.. arguments, "--Gantry:Web:InTheClear", "true"]);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("nobody could log in", refused.Output, StringComparison.Ordinal);
    }

    private static HttpClient Browser(string url, string site = "same-origin")
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }, disposeHandler: true) { BaseAddress = new Uri(url + "/") };
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        return client;
    }

    private static async Task<HttpStatusCode> LogInAsync(HttpClient browser, string name, string password, string? newPassword = null)
    {
        var body = new JsonObject { ["name"] = name, ["password"] = password };
        if (newPassword is not null)
        {
            body["newPassword"] = newPassword;
        }

        using var content = new StringContent(body.ToJsonString(), MediaTypeHeaderValue.Parse("application/json"));
        using var response = await browser.PostAsync("account/login", content, Cancellation);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(response.IsSuccessStatusCode, json.RootElement.TryGetProperty("rights", out _));
        return response.StatusCode;
    }
}
