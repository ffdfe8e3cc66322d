using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Holds the devices for a look at one of them.</summary>
[Export]
[method: ImportingConstructor]
public sealed class DevicesPart(MediaDevices devices)
{
    /// <summary>The devices.</summary>
    internal MediaDevices Devices => devices;
}
