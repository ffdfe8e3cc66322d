using System.Collections.Immutable;

namespace Gantry.Host.Plugins.Registry;

/// <summary>How long the steps of a generation's life took, in order.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class StepTimes
{
    private ImmutableList<StepTime> _steps = [];

    public IReadOnlyList<StepTime> All => _steps;

    public TimeSpan Total => new(_steps.Sum(step => step.Duration.Ticks));

    public void Add(string step, TimeSpan duration) => ImmutableInterlocked.Update(ref _steps, (steps, added) => steps.Add(added), new StepTime(step, duration));

    /// <summary>The steps in a line: <c>read 3 ms, loaded 9 ms</c>.</summary>
    public override string ToString() => string.Join(", ", _steps.Select(step => $"{step.Step} {step.Duration.TotalMilliseconds:0.#} ms"));
}

/// <summary>One step: <c>read</c> the folder, <c>load</c> and compose, <c>start</c> and warm.</summary>
internal sealed record StepTime(string Step, TimeSpan Duration);
