using Gantry.Contracts;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>An error of PTBurn, as administrators and peers are told it.</summary>
/// <param name="Condition">What the device needs by it; ready where it is the job that is wrong.</param>
/// <param name="Words">What is wrong, and what is to be done.</param>
internal readonly record struct PTBurnError(MediaDeviceCondition Condition, string Words);
