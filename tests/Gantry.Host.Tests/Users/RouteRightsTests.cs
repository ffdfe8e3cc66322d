using Gantry.Contracts;
using Gantry.Host.Administration;
using Gantry.Host.Readiness;
using Gantry.Host.Tests.Administration;
using Gantry.Host.Tests.Plugins;
using Gantry.Host.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Host.Tests.Users;

public sealed class RouteRightsTests
{
    // What is open to everybody, and what to whoever has logged in; everything else needs a right.
    private static readonly string[] Open = ["GET /health/live", "GET /health/ready", "POST /account/login"];

    private static readonly string[] OfSignedIn =
    [
        "DELETE /account/tokens/{id}", "GET /account", "GET /account/tokens", "POST /account/logout", "POST /account/password", "POST /account/tokens",
    ];

    [Fact]
    public void Every_route_of_the_host_says_what_it_needs()
    {
        var routes = Routes();

        Assert.All(routes, route => Assert.NotNull(route.Needed));
        Assert.Equal(Open, routes.Where(route => route.Needed!.IsOpen).Select(route => route.Text).Order(StringComparer.Ordinal));
        Assert.Equal(OfSignedIn, routes.Where(route => route.Needed is { IsOpen: false, Right: null }).Select(route => route.Text).Order(StringComparer.Ordinal));
        Assert.All(routes.Where(route => route.Needed!.Right is not null), route => Assert.Contains(route.Needed!.Right!, Rights.Known.Skip(1)));
        Assert.True(routes.Count > 70);
    }

    /// <summary>Each of them asked without a token, for all routes that there are.</summary>
    [Fact]
    public async Task Nobody_comes_in_without_a_token()
    {
        await using var world = new PluginWorld();
        await using var server = await AdminServer.StartAsync(world, withToken: false);
        foreach (var (text, _) in Routes().Where(route => !route.Needed!.IsOpen && route.Needed.Right is not null))
        {
            var (method, path) = (text.Split(' ')[0], text.Split(' ')[1].Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
            Assert.Equal((text, 401), (text, (await server.AskAsync(method, path)).Status));
        }

        Assert.Equal(401, (await server.AskAsync("GET", "/admin/there-is-no-such-thing")).Status);
    }

    private static List<(string Text, NeededRight? Needed)> Routes()
    {
        var application = WebApplication.CreateSlimBuilder().Build();
        application.MapAdmin();
        application.MapHealth();
        return
        [
            .. from source in ((IEndpointRouteBuilder)application).DataSources
               from endpoint in source.Endpoints.OfType<RouteEndpoint>()
               from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]
               select ($"{method} {endpoint.RoutePattern.RawText}", endpoint.Metadata.GetMetadata<NeededRight>()),
        ];
    }
}
