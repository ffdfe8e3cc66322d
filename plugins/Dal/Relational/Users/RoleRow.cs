namespace Gantry.Dal.Relational.Users;

/// <summary>A role; see <see cref="Gantry.Contracts.Role"/>.</summary>
public sealed class RoleRow : INamedRow
{
    public long Id { get; set; }

    /// <summary>The name in upper case: what tells roles apart.</summary>
    public required string Key { get; set; }

    public required string Name { get; set; }

    public required string Description { get; set; }

    /// <summary>Lines of UTF-8 text.</summary>
    public required byte[] Rights { get; set; }

    public long Version { get; set; }
}
