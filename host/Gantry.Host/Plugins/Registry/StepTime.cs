using System.Globalization;

namespace Gantry.Host.Plugins.Registry;

/// <summary>One step of a generation's life.</summary>
/// <param name="Step">Which.</param>
/// <param name="Duration">How long it took, or has taken so far.</param>
/// <param name="GoesOn">True where it has not ended.</param>
internal sealed record StepTime(LifecycleStep Step, TimeSpan Duration, bool GoesOn)
{
    /// <summary>As it is shown and measured: <c>discover</c>.</summary>
    public string Name => Step.ToString().ToLowerInvariant();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Duration.TotalMilliseconds:0.#} ms");
}
