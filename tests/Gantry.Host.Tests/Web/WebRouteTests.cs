using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Host.Plugins;
using Gantry.Host.Web;

namespace Gantry.Host.Tests.Web;

public class WebRouteTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("studies", "studies", "")]
    [InlineData("studies/{study}", "studies/1.2", "study=1.2")]
    [InlineData("studies/{study}/series/{series}", "studies/1/series/2", "series=2,study=1")]
    [InlineData("bulk/{*path}", "bulk/a/b/c", "path=a/b/c")]
    public void A_path_of_the_route_has_its_values(string template, string path, string expected)
    {
        var values = Match(template, path);

        Assert.Equal(expected, string.Join(',', values!.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("", "studies")]
    [InlineData("studies", "")]
    [InlineData("studies", "Studies")]
    [InlineData("studies/{study}", "studies")]
    [InlineData("studies/{study}", "studies/1/2")]
    [InlineData("bulk/{*path}", "bulk")]
    public void Another_path_has_none(string template, string path) => Assert.Null(Match(template, path));

    [Fact]
    public void A_literal_says_more_than_a_name_and_a_name_more_than_the_rest()
    {
        var routes = Of(new WebHandlerMetadata { Prefix = "x", Method = "GET", Right = "r", Routes = ["a/{*rest}", "a/{name}", "a/b"] });

        Assert.Equal(["a/b", "a/{name}", "a/{*rest}"], routes.OrderBy(route => route.Order, StringComparer.Ordinal).Select(route => route.Template));
    }

    [Theory]
    [InlineData("admin", "GET", "r", "a")]
    [InlineData("health", "GET", "r", "a")]
    [InlineData("metrics", "GET", "r", "a")]
    [InlineData("", "GET", "r", "a")]
    [InlineData("Upper", "GET", "r", "a")]
    [InlineData("a/b", "GET", "r", "a")]
    [InlineData("x", "get", "r", "a")]
    [InlineData("x", "TRACE", "r", "a")]
    [InlineData("x", "GET", "", "a")]
    [InlineData("x", "GET", "*", "a")]
    [InlineData("x", "GET", "r", "/a")]
    [InlineData("x", "GET", "r", "a/")]
    [InlineData("x", "GET", "r", "a/{}")]
    [InlineData("x", "GET", "r", "{*rest}/a")]
    [InlineData("x", "GET", "r", "a*")]
    public void A_route_that_means_nothing_or_needs_no_right_is_refused(string prefix, string method, string right, string route) =>
        Assert.Throws<PluginRefusedException>(() => Of(new WebHandlerMetadata { Prefix = prefix, Method = method, Right = right, Routes = [route] }));

    private static ImmutableDictionary<string, string>? Match(string template, string path)
    {
        var (route, segments) = (Of(new WebHandlerMetadata { Prefix = "x", Method = "GET", Right = "r", Routes = [template] })[0], path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        return route.Fits(segments) ? route.ValuesOf(segments) : null;
    }

    private static ImmutableArray<WebRoute> Of(WebHandlerMetadata metadata) => WebRoute.Of(metadata);
}
