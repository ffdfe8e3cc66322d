using System.Collections.Immutable;

namespace Gantry.Contracts;

/// <summary>A device, and how it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Media">What it makes.</param>
/// <param name="State">Whether it can now.</param>
public sealed record MediaDeviceReport(string Name, ImmutableArray<DeviceMedium> Media, MediaDeviceState State);
