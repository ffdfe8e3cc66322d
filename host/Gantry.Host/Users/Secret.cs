using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gantry.Host.Users;

/// <summary>The secret of a session or of a program's token: 256 random bits, with a beginning by which scanners for leaked secrets know it. It is shown once, and kept as a hash.</summary>
internal static class Secret
{
    private const string Beginning = "gantry_";

    /// <summary>The digits of a hash that tell a user's tokens apart in lists.</summary>
    public const int IdLength = 16;

    public static string Make() => Beginning + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The name under which a token store has a secret: the SHA-256 of its UTF-8, in lower-case hexadecimal digits. What is random needs no slow hash.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
