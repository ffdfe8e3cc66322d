using Gantry.Host.Plugins.Health;

namespace Gantry.Host.Plugins.Registry;

/// <summary>A new generation that is compared with the one before it.</summary>
/// <param name="Number">The number of the generation on trial.</param>
/// <param name="Health">How its operations end.</param>
/// <param name="Before">How those of the one before ended.</param>
/// <param name="Until">When the trial ends; null for a canary, which is on trial until somebody decides.</param>
internal sealed record Trial(int Number, GenerationHealth Health, GenerationHealth Before, DateTimeOffset? Until);
