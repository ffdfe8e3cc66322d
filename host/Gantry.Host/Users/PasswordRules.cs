using System.Globalization;
using Gantry.Contracts;
using Gantry.Host.Settings;

namespace Gantry.Host.Users;

/// <summary>What a new password must be. Length is what counts: rules for its characters make people choose worse ones (NIST SP 800-63B §5.1.1.2).</summary>
internal static class PasswordRules
{
    /// <summary>The most characters: a longer one only costs time.</summary>
    public const int Longest = 128;

    // A shorter one is in a password by chance.
    private const int ShortestNameInPassword = 4;

    /// <summary>What is wrong with a new password, in a sentence; null for nothing.</summary>
    /// <param name="password">The password.</param>
    /// <param name="user">Whose it is to be, with the hashes of those before.</param>
    /// <param name="settings">The rules.</param>
    public static string? FaultOf(string password, User user, UserSettings settings)
    {
        if (password.Length < settings.PasswordLength || password.Length > Longest)
        {
            return string.Create(CultureInfo.InvariantCulture, $"A password has {settings.PasswordLength} to {Longest} characters.");
        }

        if (password.Distinct().Count() < 5)
        {
            return "A password has at least five different characters.";
        }

        if (user.Name.Length >= ShortestNameInPassword && password.Contains(user.Name, StringComparison.OrdinalIgnoreCase))
        {
            return "A password does not have the user's name in it.";
        }

        var before = user.PreviousPasswordHashes.IsDefault ? [] : user.PreviousPasswordHashes.Take(settings.PasswordHistory);
        return settings.PasswordHistory > 0 && before.Prepend(user.PasswordHash).Any(hash => PasswordHash.IsOf(hash, password))
            ? "It is a password that the user has had before."
            : null;
    }

    /// <summary>The user with another password; failures and lock are forgotten.</summary>
    public static User With(this User user, string password, DateTimeOffset now, bool mustChange, UserSettings settings)
    {
        var before = user.PreviousPasswordHashes.IsDefault ? [] : user.PreviousPasswordHashes.AsEnumerable();
        return user with
        {
            PreviousPasswordHashes = [.. (user.PasswordHash.Length == 0 ? before : before.Prepend(user.PasswordHash)).Take(settings.PasswordHistory)],
            PasswordHash = PasswordHash.Make(password),
            PasswordChangedAt = now,
            MustChangePassword = mustChange,
            FailedLogins = 0,
            LockedUntil = null,
        };
    }
}
