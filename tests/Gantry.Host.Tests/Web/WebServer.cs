using System.Net.Http.Headers;
using Gantry.Host.Administration;
using Gantry.Host.Dispatch;
using Gantry.Host.Tests.Plugins;
using Gantry.Host.Users;
using Gantry.Host.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gantry.Host.Tests.Web;

/// <summary>What plugins answer over HTTP, from the registry of a test, on a port of its own.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WebServer(WebApplication application, string token)
    {
        _application = application;
        Nobody = new HttpClient { BaseAddress = new Uri(application.Urls.Single()) };
        Http = new HttpClient { BaseAddress = Nobody.BaseAddress };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Token = token;
    }

    /// <summary>The administrator's client.</summary>
    public HttpClient Http { get; }

    /// <summary>A client that shows nothing.</summary>
    public HttpClient Nobody { get; }

    public string Token { get; }

    public Observers Observers => _application.Services.GetRequiredService<Observers>();

    public static async Task<WebServer> StartAsync(PluginWorld world, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var token = new AdminTokenFile(world.Settings);
        builder.Services.AddSingleton(token).AddSingleton(world.Settings).AddSingleton(world.Registry).AddSingleton(time ?? TimeProvider.System)
            .AddSingleton(world.Metrics).AddSingleton<Observers>().AddWeb();
        builder.Services.AddUsers(world.Settings.Users);
        var application = builder.Build();
        application.UseWeb();
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new WebServer(application, token.Token);
    }

    /// <summary>Asks as the administrator, and gives the status and the body.</summary>
    public async Task<(int Status, string Body)> AskAsync(string method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Nobody.Dispose();
        await _application.DisposeAsync();
    }
}
