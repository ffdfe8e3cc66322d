using Gantry.Host.Settings;

namespace Gantry.Host.Listener;

/// <summary>The switches of all listeners.</summary>
internal sealed class ListenerSwitches(GantrySettings settings, HoldBook holds)
{
    /// <summary>All of them, in the order of the settings: the first is that of <c>Gantry:DicomPort</c>.</summary>
    public IReadOnlyList<ListenerSwitch> All { get; } = [.. settings.Listeners.Select(listener => new ListenerSwitch(listener, holds))];

    /// <summary>That of a listener; null where there is none of the name, whose case does not matter.</summary>
    public ListenerSwitch? Find(string name) => All.FirstOrDefault(each => each.Listener.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
