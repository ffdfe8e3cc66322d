using Gantry.Contracts;

namespace Gantry.Host.Plugins.Health;

/// <summary>How the last operations of one command ended.</summary>
/// <param name="Command">The command.</param>
/// <param name="Operations">How many are looked back on.</param>
/// <param name="Failures">Those that ended with a status of failure, faults included.</param>
/// <param name="Faults">Those that threw, or did not end.</param>
/// <param name="Median">Half took no longer.</param>
internal sealed record CommandHealth(DimseCommand Command, int Operations, int Failures, int Faults, TimeSpan Median);
