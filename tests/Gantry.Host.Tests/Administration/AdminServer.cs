using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gantry.Host.Administration;
using Gantry.Host.Dispatch;
using Gantry.Host.Dispatch.Retrievals;
using Gantry.Host.Listener;
using Gantry.Host.Logging;
using Gantry.Host.Tests.Plugins;
using Gantry.Host.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gantry.Host.Tests.Administration;

/// <summary>The admin API over the registry of a test, on a port of its own.</summary>
internal sealed class AdminServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HttpClient _http;

    private AdminServer(WebApplication application, string token)
    {
        _application = application;
        _http = new HttpClient { BaseAddress = new Uri(application.Urls.Single()) };
        if (token.Length > 0)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public static async Task<AdminServer> StartAsync(PluginWorld world, bool withToken = true, RecentLog? log = null, ILoggerFactory? loggers = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var token = new AdminTokenFile(world.Settings);
        builder.Services.AddSingleton(token).AddSingleton(world.Settings).AddSingleton(world.Registry).AddSingleton(world.Retired).AddSingleton(world.SettingsChanges())
            .AddSingleton(world.Nodes).AddSingleton(world.Refusals).AddSingleton(world.Associations).AddSingleton(world.Holds).AddSingleton(world.PluginSettings).AddSingleton(world.Choice).AddSingleton<ListenerSwitches>().AddSingleton<ServedEndpoints>()
            .AddSingleton<Observers>().AddSingleton<RetrievalBook>().AddSingleton(log ?? new RecentLog()).AddSingleton<LogStream>().AddSingleton(TimeProvider.System);
        if (loggers is not null)
        {
            builder.Services.AddSingleton(loggers);
        }

        builder.Services.AddUsers(world.Settings.Users);
        var application = builder.Build();
        application.MapAdmin();
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new AdminServer(application, withToken ? token.Token : "");
    }

    /// <summary>The listeners, which listen nowhere unless a test has them.</summary>
    public ListenerSwitches Listeners => _application.Services.GetRequiredService<ListenerSwitches>();

    /// <summary>Asks, and gives the status, the media type and the body.</summary>
    public async Task<(int Status, string? MediaType, JsonObject Body)> AskAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, JsonNode.Parse(text)!.AsObject());
    }

    /// <summary>Asks, and gives the answer as soon as its header is there.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path) => _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    /// <summary>Has the server stop.</summary>
    public Task StopAsync() => _application.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _application.DisposeAsync();
    }
}
