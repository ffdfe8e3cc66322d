using System.Collections.Immutable;

namespace Gantry.Contracts;

/// <summary>What names of users and roles, and the rest that a store keeps of them, may be. Stores call it, so that all of them refuse the same.</summary>
public static class NameRules
{
    private const int MaximumPasswordHash = 512, MaximumPreviousPasswords = 24, MaximumRoles = 64, MaximumRights = 256, MaximumTokenHash = 128;

    /// <summary>Checks a user.</summary>
    /// <exception cref="ArgumentException">It breaks a rule; the message says which.</exception>
    public static void Check(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        Name(user.Name, "The name of a user");
        Text(user.PasswordHash, 0, MaximumPasswordHash, "A password hash");
        List(user.PreviousPasswordHashes, MaximumPreviousPasswords, MaximumPasswordHash, "The previous password hashes");
        List(user.Roles, MaximumRoles, User.MaximumNameLength, "The roles of a user");
    }

    /// <summary>Checks a role.</summary>
    /// <exception cref="ArgumentException">It breaks a rule; the message says which.</exception>
    public static void Check(Role role)
    {
        ArgumentNullException.ThrowIfNull(role);
        Name(role.Name, "The name of a role");
        List(role.Rights, MaximumRights, User.MaximumNameLength, "The rights of a role");
    }

    /// <summary>Checks a token.</summary>
    /// <exception cref="ArgumentException">It breaks a rule; the message says which.</exception>
    public static void Check(AccessToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        Text(token.Hash, 1, MaximumTokenHash, "The hash of a token");
        if (!System.Text.Ascii.IsValid(token.Hash))
        {
            throw new ArgumentException("The hash of a token is ASCII.");
        }
    }

    private static void Name(string name, string what) => Text(name, 1, User.MaximumNameLength, what);

    private static void List(ImmutableArray<string> texts, int maximumCount, int maximumLength, string what)
    {
        if (texts.IsDefault)
        {
            return;
        }

        if (texts.Length > maximumCount)
        {
            throw new ArgumentException($"{what} are at most {maximumCount}.");
        }

        foreach (var text in texts)
        {
            Text(text, 1, maximumLength, what);
        }
    }

    private static void Text(string text, int minimum, int maximum, string what)
    {
        if (text.Length < minimum || text.Length > maximum || text.Any(character => char.IsControl(character) || char.IsSurrogate(character)))
        {
            throw new ArgumentException($"{what}: {minimum} to {maximum} characters of Unicode's basic plane without control characters.");
        }
    }
}
