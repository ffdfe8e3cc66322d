namespace Gantry.Contracts;

/// <summary>One change of one setting. Text that is longer than its field keeps is cut at its end.</summary>
public sealed record SettingChange
{
    /// <summary>When it took effect.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whose setting: a plugin's id, or <c>host</c>; at most 128 characters.</summary>
    public required string Scope { get; init; }

    /// <summary>The setting's name; at most 255 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The value before; null where there was none. At most 4,000 characters. Never a secret: whoever adds the change hides it.</summary>
    public string? OldValue { get; init; }

    /// <summary>The value after; null where it was removed, and the default counts again. At most 4,000 characters. Never a secret.</summary>
    public string? NewValue { get; init; }

    /// <summary>Who did it; empty where nobody is known. At most 64 characters.</summary>
    public string User { get; init; } = "";

    /// <summary>Why; at most 1,000 characters.</summary>
    public string Reason { get; init; } = "";
}
