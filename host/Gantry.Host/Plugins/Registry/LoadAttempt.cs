namespace Gantry.Host.Plugins.Registry;

/// <summary>A version that is being made, or was and was refused.</summary>
/// <param name="Version">The version.</param>
/// <param name="Number">The number of its generation.</param>
/// <param name="Steps">How far it has come; the last step is where it was refused.</param>
internal sealed record LoadAttempt(string Version, int Number, StepTimes Steps);
