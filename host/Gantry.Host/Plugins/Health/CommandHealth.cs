namespace Gantry.Host.Plugins.Health;

/// <summary>How the last operations of one kind ended.</summary>
/// <param name="Command">The command of DIMSE, or the method and route of HTTP.</param>
/// <param name="Operations">How many are looked back on.</param>
/// <param name="Failures">Those that ended with a status of failure, faults included.</param>
/// <param name="Faults">Those that threw, or did not end.</param>
/// <param name="Median">Half took no longer.</param>
internal sealed record CommandHealth(string Command, int Operations, int Failures, int Faults, TimeSpan Median);
