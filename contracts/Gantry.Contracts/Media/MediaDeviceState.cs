namespace Gantry.Contracts;

/// <summary>Whether a device can make media.</summary>
/// <param name="Condition">Whether it can.</param>
/// <param name="Note">A sentence for administrators: what it is, what it needs. No patient data.</param>
public sealed record MediaDeviceState(MediaDeviceCondition Condition, string Note);
