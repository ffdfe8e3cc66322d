namespace Gantry.Contracts;

/// <summary>A medium that a device makes.</summary>
/// <param name="Name">The medium in a word, as <see cref="Gantry.Dicom.MediaProfile.Medium"/> has it: <c>CD</c>, <c>DVD</c>, <c>BD</c>, <c>USB</c> and so on.</param>
/// <param name="Capacity">How many bytes it holds, file system included; <see cref="long.MaxValue"/> for any number.</param>
public sealed record DeviceMedium(string Name, long Capacity);
