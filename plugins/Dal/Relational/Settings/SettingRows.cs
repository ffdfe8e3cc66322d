using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;

namespace Gantry.Dal.Relational.Settings;

/// <summary>Turns changes of settings into rows and back.</summary>
internal static class SettingRows
{
    public static SettingChangeRow New(SettingChange change) => new()
    {
        At = StoredText.Milliseconds(change.At),
        Scope = StoredText.Cut(change.Scope, SettingTables.Scope),
        Name = StoredText.Cut(change.Name, SettingTables.Name),
        OldValue = change.OldValue is null ? null : StoredText.Cut(change.OldValue, SettingTables.Value),
        NewValue = change.NewValue is null ? null : StoredText.Cut(change.NewValue, SettingTables.Value),
        UserName = StoredText.Cut(change.User, SettingTables.User),
        Reason = StoredText.Cut(change.Reason, SettingTables.Reason),
    };

    public static SettingChange Read(SettingChangeRow row) => new()
    {
        At = StoredText.Time(row.At),
        Scope = row.Scope,
        Name = row.Name,
        OldValue = row.OldValue,
        NewValue = row.NewValue,
        User = row.UserName,
        Reason = row.Reason,
    };
}
