using System.Buffers.Text;
using System.Text;

namespace Gantry.Host.Users;

/// <summary>What a request shows for who asks: a token, by itself or as the password of its user, as programs have it that know nothing but names and passwords; or a browser's cookie.</summary>
/// <param name="User">The user's name; null where none is given.</param>
/// <param name="Token">The secret.</param>
/// <param name="IsCookie">True where the browser has sent it by itself, whichever page it was asked by.</param>
internal sealed record Credentials(string? User, string Token, bool IsCookie = false)
{
    /// <summary>The cookie of a session.</summary>
    public const string Cookie = "gantry-session";

    private const string Bearer = "Bearer ", Basic = "Basic ";

    /// <summary>The longest Authorization that is looked at, in characters.</summary>
    private const int Longest = 4_096;

    /// <summary>The credentials of a request: its Authorization field, or else its cookie; null where it has neither.</summary>
    public static Credentials? Of(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { Length: > 0 } field ? Parse(field)
        : request.Cookies[Cookie] is { Length: > 0 and <= Longest } cookie ? new(null, cookie, IsCookie: true)
        : null;

    /// <summary>Reads an Authorization field (RFC 6750, RFC 7617); null where there is none of these.</summary>
    public static Credentials? Parse(string field)
    {
        if (field.Length > Longest)
        {
            return null;
        }

        if (field.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return field[Bearer.Length..].Trim() is { Length: > 0 } token ? new(null, token) : null;
        }

        if (!field.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) || field[Basic.Length..].Trim() is not { Length: > 0 } encoded || !Base64.IsValid(encoded))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < pair.Length - 1 ? new(pair[..colon], pair[(colon + 1)..]) : null;
    }

    /// <summary>
    /// True where the request does not come from a page of somebody else's. A cookie goes along with whatever page asks; SameSite holds for sites, which other ports and
    /// subdomains belong to. So a request that changes something has to tell its own origin, as every browser does.
    /// </summary>
    public bool IsOwnPage(HttpRequest request)
    {
        if (!IsCookie || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return true;
        }

        return request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
            ? site == "same-origin"
            : Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
                && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
