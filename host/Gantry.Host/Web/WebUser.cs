using System.Collections.Frozen;
using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace Gantry.Host.Web;

/// <summary>Who has shown a token, and what may be done with it.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Rights">The rights of all roles of the user.</param>
internal sealed record WebUser(string Name, FrozenSet<string> Rights)
{
    /// <summary>Whoever can read <c>admin.json</c>.</summary>
    public static WebUser Administrator { get; } = new("administrator", new[] { Contracts.Rights.All }.ToFrozenSet());

    /// <summary>Whoever has shown nothing: for routes that anyone may have.</summary>
    public static WebUser Nobody { get; } = new("", FrozenSet<string>.Empty);

    public CatalogCaller Caller => new(default, Name.Length > 0 ? new VerifiedUser(Name, UserIdentityType.UserName) : null);

    public bool Has(string right) => Rights.Contains(Contracts.Rights.All) || Rights.Contains(right);
}
