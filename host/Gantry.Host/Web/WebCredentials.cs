using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gantry.Host.Web;

/// <summary>What a request shows for who asks: a token, by itself or as the password of its user, as programs have it that know nothing but names and passwords.</summary>
/// <param name="User">The user's name; null where none is given.</param>
/// <param name="Token">The secret.</param>
internal sealed record WebCredentials(string? User, string Token)
{
    private const string Bearer = "Bearer ", Basic = "Basic ";

    /// <summary>The longest Authorization that is looked at, in characters.</summary>
    private const int Longest = 4_096;

    /// <summary>The name under which a token store has the token: the SHA-256 of its UTF-8, in lower-case hexadecimal digits.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Token)));

    /// <summary>Reads an Authorization field (RFC 6750, RFC 7617); null where there is none of these.</summary>
    public static WebCredentials? Parse(string field)
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
}
