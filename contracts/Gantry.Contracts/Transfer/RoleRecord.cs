namespace Gantry.Contracts;

/// <summary>A role, with the version.</summary>
/// <param name="Stored">The role.</param>
public sealed record RoleRecord(Stored<Role> Stored) : TransferRecord(TransferKind.Role, KeyOf((Stored ?? throw new ArgumentNullException(nameof(Stored))).Value.Name))
{
    private protected override void Write(TransferContent content) =>
        content.Add(Stored.Value.Name).Add(Stored.Value.Description).Add(Stored.Value.Rights).Add(Stored.Version);
}
