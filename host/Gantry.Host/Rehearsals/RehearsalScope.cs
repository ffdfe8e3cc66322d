namespace Gantry.Host.Rehearsals;

/// <summary>Says to what is called in this flow of control that it is a rehearsal, as long as the code of the plugin runs.</summary>
/// <remarks>Work that a plugin leaves behind keeps the flow, and may be its loop for ever: once the operation has ended, it has services that do what they are asked.</remarks>
internal sealed class RehearsalScope : IDisposable
{
    private static readonly AsyncLocal<RehearsalScope?> Ambient = new();
    private Rehearsal? _rehearsal;

    private RehearsalScope(Rehearsal rehearsal) => _rehearsal = rehearsal;

    /// <summary>The rehearsal of this flow; null where what is asked is to be done.</summary>
    public static Rehearsal? Current => Ambient.Value?._rehearsal;

    /// <summary>Begins one in this flow. The caller ends it by disposing it.</summary>
    /// <param name="rehearsal">Takes note; null for none.</param>
    public static RehearsalScope? Begin(Rehearsal? rehearsal) => rehearsal is null ? null : (Ambient.Value = new RehearsalScope(rehearsal));

    public void Dispose() => _rehearsal = null;
}
