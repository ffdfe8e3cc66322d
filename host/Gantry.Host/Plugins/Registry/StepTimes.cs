namespace Gantry.Host.Plugins.Registry;

/// <summary>How long the steps of a generation's life took, in order, and which one goes on.</summary>
/// <remarks>Safe for concurrent use. It knows nothing of the generation, and outlives it.</remarks>
internal sealed class StepTimes(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<StepTime> _ended = [];
    private LifecycleStep? _step;
    private long _since;

    /// <summary>The steps so far; the last one may go on.</summary>
    public IReadOnlyList<StepTime> All
    {
        get
        {
            lock (_lock)
            {
                return _step is { } step ? [.. _ended, new StepTime(step, time.GetElapsedTime(_since), GoesOn: true)] : [.. _ended];
            }
        }
    }

    /// <summary>Those of them that come before it serves.</summary>
    public IReadOnlyList<StepTime> Making => [.. All.Where(step => step.Step < LifecycleStep.Serve)];

    /// <summary>Begins a step. The one before it ends.</summary>
    public void Enter(LifecycleStep step)
    {
        lock (_lock)
        {
            EndStep();
            (_step, _since) = (step, time.GetTimestamp());
        }
    }

    /// <summary>Ends the step that goes on.</summary>
    public void End()
    {
        lock (_lock)
        {
            EndStep();
        }
    }

    /// <summary>The steps in a line: <c>discover 3 ms, verify 5 ms</c>.</summary>
    public override string ToString() => string.Join(", ", All);

    private void EndStep()
    {
        if (_step is { } step)
        {
            _ended.Add(new StepTime(step, time.GetElapsedTime(_since), GoesOn: false));
            _step = null;
        }
    }
}
