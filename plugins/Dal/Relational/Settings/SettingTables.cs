using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Settings;

/// <summary>The table of changes of settings, in the model.</summary>
internal static class SettingTables
{
    public const int Scope = 128, Name = 255, Value = 4_000, User = 64, Reason = 1_000;

    public static void Describe(ModelBuilder model, TextColumn text) => model.Entity<SettingChangeRow>(change =>
    {
        change.ToTable("setting_change");
        text(change.Property(x => x.Scope), Scope);
        text(change.Property(x => x.Name), Name);
        text(change.Property(x => x.OldValue!), Value);
        text(change.Property(x => x.NewValue!), Value);
        change.Property(x => x.OldValue).IsRequired(false);
        change.Property(x => x.NewValue).IsRequired(false);
        text(change.Property(x => x.UserName), User);
        text(change.Property(x => x.Reason), Reason);
        change.HasIndex(x => new { x.Scope, x.Name });
    });
}
