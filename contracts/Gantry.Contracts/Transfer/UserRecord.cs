namespace Gantry.Contracts;

/// <summary>A user, with the version.</summary>
/// <param name="Stored">The user.</param>
public sealed record UserRecord(Stored<User> Stored) : TransferRecord(TransferKind.User, KeyOf((Stored ?? throw new ArgumentNullException(nameof(Stored))).Value.Name))
{
    private protected override void Write(TransferContent content)
    {
        var user = Stored.Value;
        content.Add(user.Name).Add(user.DisplayName).Add(user.PasswordHash).Add(user.PreviousPasswordHashes).Add(user.PasswordChangedAt)
            .Add(user.MustChangePassword ? 1 : 0).Add(user.Roles).Add(user.IsDisabled ? 1 : 0).Add(user.FailedLogins).Add(user.LockedUntil)
            .Add(user.LastLoginAt).Add(user.CreatedAt).Add(Stored.Version);
    }
}
