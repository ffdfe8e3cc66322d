using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Konscious.Security.Cryptography;

namespace Gantry.Host.Users;

/// <summary>
/// Argon2id (RFC 9106) of a password, as the text that <c>User.PasswordHash</c> keeps: <c>$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH</c>, both in Base64 without padding.
/// </summary>
internal static class PasswordHash
{
    /// <summary>What a new hash costs: 19 MiB and two passes, the least that is recommended for a server on which people log in now and then.</summary>
    private const int MemoryKilobytes = 19_456, Passes = 2, Lanes = 1;

    private const int SaltBytes = 16, HashBytes = 32;

    /// <summary>The most that a hash read from the database may cost: what somebody has put there shall not fill the memory.</summary>
    private const int MostKilobytes = 262_144, MostPasses = 16, MostLanes = 16;

    /// <summary>A hash that no password has, to be compared with where there is no user: so that takes the time that a user takes.</summary>
    public static string OfNobody { get; } = Format(MemoryKilobytes, Passes, Lanes, new byte[SaltBytes], new byte[HashBytes]);

    /// <summary>Hashes a password with a salt of its own.</summary>
    public static string Make(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Format(MemoryKilobytes, Passes, Lanes, salt, Compute(password, salt, MemoryKilobytes, Passes, Lanes, HashBytes));
    }

    /// <summary>True where the hash is the password's; false, too, where it is no hash that this knows.</summary>
    public static bool IsOf(string hash, string password) =>
        password.Length > 0 && TryParse(hash, out var parts)
        && CryptographicOperations.FixedTimeEquals(Compute(password, parts.Salt, parts.Kilobytes, parts.Passes, parts.Lanes, parts.Hash.Length), parts.Hash);

    /// <summary>True where a hash costs less than a new one would: it is made anew when the password is known, at a login.</summary>
    public static bool IsWeak(string hash) => !TryParse(hash, out var parts) || parts.Kilobytes < MemoryKilobytes || parts.Passes < Passes;

    private static byte[] Compute(string password, byte[] salt, int kilobytes, int passes, int lanes, int length)
    {
        using var argon = new Argon2id(Encoding.UTF8.GetBytes(password))
        {
            Salt = salt,
            MemorySize = kilobytes,
            Iterations = passes,
            DegreeOfParallelism = lanes,
        };
        return argon.GetBytes(length);
    }

    private static string Format(int kilobytes, int passes, int lanes, byte[] salt, byte[] hash) => string.Create(
        CultureInfo.InvariantCulture, $"$argon2id$v=19$m={kilobytes},t={passes},p={lanes}${Unpadded(salt)}${Unpadded(hash)}");

    private static string Unpadded(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static bool TryParse(string text, out (int Kilobytes, int Passes, int Lanes, byte[] Salt, byte[] Hash) parts)
    {
        parts = (0, 0, 0, [], []);
        if (text.Split('$') is not ["", "argon2id", "v=19", var costs, var salt, var hash]
            || costs.Split(',') is not [var memory, var time, var lanes]
            || !TryNumber(memory, "m=", MostKilobytes, out parts.Kilobytes) || !TryNumber(time, "t=", MostPasses, out parts.Passes)
            || !TryNumber(lanes, "p=", MostLanes, out parts.Lanes)
            || !TryBytes(salt, 8, out parts.Salt) || !TryBytes(hash, 16, out parts.Hash))
        {
            return false;
        }

        return parts.Kilobytes >= 8 * parts.Lanes;
    }

    private static bool TryNumber(string text, string prefix, int most, out int number)
    {
        number = 0;
        return text.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(text.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number >= 1 && number <= most;
    }

    private static bool TryBytes(string text, int least, out byte[] bytes)
    {
        var buffer = new byte[128];
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        var isBase64 = Convert.TryFromBase64String(padded, buffer, out var length) && length >= least && length <= 64;
        bytes = isBase64 ? buffer[..length] : [];
        return isBase64;
    }
}
