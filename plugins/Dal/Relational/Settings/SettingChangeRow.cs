namespace Gantry.Dal.Relational.Settings;

/// <summary>A change of a setting; see <see cref="Gantry.Contracts.SettingChange"/>.</summary>
public sealed class SettingChangeRow
{
    public long Id { get; set; }

    /// <summary>Milliseconds since 1970 in UTC.</summary>
    public long At { get; set; }

    public required string Scope { get; set; }

    public required string Name { get; set; }

    public string? OldValue { get; set; }

    public string? NewValue { get; set; }

    public required string UserName { get; set; }

    public required string Reason { get; set; }
}
