using Gantry.Host.Settings;

namespace Gantry.Host.Plugins.Registry;

/// <summary>How a generation takes another's place.</summary>
/// <param name="Canary">Which operations it gets at first; null for all.</param>
/// <param name="Drain">What becomes of the operations of the one before.</param>
internal sealed record SwapOptions(CanaryRule? Canary, DrainPolicy Drain)
{
    public static SwapOptions Of(GantrySettings settings) => new(null, new DrainPolicy(settings.DrainTimeout, settings.DrainCancels));
}
