using Gantry.Host.Users;
using Microsoft.AspNetCore.Http;

namespace Gantry.Host.Tests.Users;

/// <summary>A cookie goes along with what another site's page asks, too; a token does not.</summary>
public class OwnPageTests
{
    [Theory]
    [InlineData("GET", "", "", true)]
    [InlineData("HEAD", "https://evil.example", "cross-site", true)] // what only reads is not seen by the other page
    [InlineData("POST", "", "same-origin", true)]
    [InlineData("POST", "http://pacs:8104", "", true)]
    [InlineData("POST", "https://pacs:8104", "", true)] // a proxy before the server has TLS
    [InlineData("POST", "", "", false)]
    [InlineData("POST", "http://pacs", "", false)]
    [InlineData("POST", "https://evil.example", "", false)]
    [InlineData("DELETE", "http://pacs:8104", "same-site", false)]
    [InlineData("PUT", "null", "", false)]
    public void A_cookie_counts_for_changes_by_the_own_page_alone(string method, string origin, string site, bool counts)
    {
        var request = Request(method, origin, site);
        request.Headers.Cookie = "gantry-session=secret";

        Assert.Equal((true, counts), (Credentials.Of(request)!.IsCookie, Credentials.Of(request)!.IsOwnPage(request)));
    }

    [Fact]
    public void A_token_counts_from_everywhere()
    {
        var request = Request("POST", "https://evil.example", "cross-site");
        request.Headers.Authorization = "Bearer secret";
        request.Headers.Cookie = "gantry-session=other";

        Assert.Equal(new Credentials(null, "secret"), Credentials.Of(request));
        Assert.True(Credentials.Of(request)!.IsOwnPage(request));
    }

    [Fact]
    public void Without_either_it_is_nobody() => Assert.Null(Credentials.Of(Request("GET", "", "")));

    private static HttpRequest Request(string method, string origin, string site)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Scheme, request.Host) = (method, "http", new HostString("pacs", 8104));
        request.Headers.Origin = origin;
        request.Headers["Sec-Fetch-Site"] = site;
        return request;
    }
}
