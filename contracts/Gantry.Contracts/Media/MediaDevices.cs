using System.Collections.Immutable;

namespace Gantry.Contracts;

/// <summary>The devices of all plugins. Imported like a service; where no plugin has any, there are none.</summary>
/// <remarks>Immutable. Valid as long as what it was imported for.</remarks>
public sealed class MediaDevices
{
    /// <summary>Devices; of several of a name the first.</summary>
    public MediaDevices(IEnumerable<IMediaDevice> devices) => All = [.. devices.DistinctBy(device => device.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>No devices.</summary>
    public static MediaDevices None { get; } = new([]);

    /// <summary>All of them: those of vendors first.</summary>
    public ImmutableArray<IMediaDevice> All { get; }

    /// <summary>The device of a name, in capitals or not; null where there is none.</summary>
    public IMediaDevice? Find(string name) => All.FirstOrDefault(device => device.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
