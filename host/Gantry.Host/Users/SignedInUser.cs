using System.Collections.Frozen;
using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace Gantry.Host.Users;

/// <summary>Who asks, and what may be done.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Rights">The rights of all roles of the user.</param>
/// <param name="Token">What was shown, as the token store has it; null for the token of <c>admin.json</c>.</param>
internal sealed record SignedInUser(string Name, FrozenSet<string> Rights, AccessToken? Token)
{
    /// <summary>Whoever can read <c>admin.json</c>. No user of the database has this name.</summary>
    public static SignedInUser Administrator { get; } = new("administrator", new[] { Contracts.Rights.All }.ToFrozenSet(), Token: null);

    /// <summary>Whoever has shown nothing: for routes that anyone may have.</summary>
    public static SignedInUser Nobody { get; } = new("", FrozenSet<string>.Empty, Token: null);

    /// <summary>The rights, as plugins are told them.</summary>
    public ImmutableHashSet<string> CallerRights { get; } = [.. Rights];

    public CatalogCaller Caller => new(default, Name.Length > 0 ? new VerifiedUser(Name, UserIdentityType.UserName) : null);

    public bool Has(string right) => Rights.Contains(Contracts.Rights.All) || Rights.Contains(right);
}
