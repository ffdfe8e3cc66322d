namespace Gantry.Contracts;

/// <summary>A change of a setting.</summary>
/// <param name="Number">Its number: changes are in the order of their numbers; from 1.</param>
/// <param name="Change">The change.</param>
public sealed record SettingChangeRecord(long Number, SettingChange Change) : TransferRecord(TransferKind.SettingChange, KeyOf(Number))
{
    private protected override void Write(TransferContent content) =>
        content.Add(Change.At).Add(Change.Scope).Add(Change.Name).Add(Change.OldValue).Add(Change.NewValue).Add(Change.User).Add(Change.Reason);
}
