namespace Gantry.Host.Plugins.Health;

/// <summary>How the last operations of a generation ended, by command of DIMSE or route of HTTP. It holds nothing of the plugin's, and may outlive it.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class GenerationHealth
{
    /// <summary>The operations of each command that are looked back on.</summary>
    public const int Window = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<Outcome>> _recent = [];
    private long _operations;

    private readonly record struct Outcome(bool IsFailure, bool IsFault, TimeSpan Duration);

    /// <summary>All operations so far.</summary>
    public long Operations
    {
        get
        {
            lock (_lock)
            {
                return _operations;
            }
        }
    }

    /// <param name="command">What was performed: the command of DIMSE, or the method and route of HTTP.</param>
    /// <param name="isFailure">True where it ended with a status of failure.</param>
    /// <param name="isFault">True where that was an exception, or an operation that did not end.</param>
    /// <param name="duration">How long it took.</param>
    public void Note(string command, bool isFailure, bool isFault, TimeSpan duration)
    {
        lock (_lock)
        {
            _operations++;
            if (!_recent.TryGetValue(command, out var outcomes))
            {
                _recent.Add(command, outcomes = new Queue<Outcome>(Window));
            }

            if (outcomes.Count == Window)
            {
                outcomes.Dequeue();
            }

            outcomes.Enqueue(new Outcome(isFailure, isFault, duration));
        }
    }

    /// <summary>The commands seen, and how their last operations ended.</summary>
    public IReadOnlyList<CommandHealth> Read()
    {
        lock (_lock)
        {
            return [.. _recent.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Summary(pair.Key, pair.Value))];
        }
    }

    private static CommandHealth Summary(string command, Queue<Outcome> outcomes)
    {
        var durations = outcomes.Select(outcome => outcome.Duration).Order().ToList();
        return new CommandHealth(
            command, outcomes.Count, outcomes.Count(outcome => outcome.IsFailure), outcomes.Count(outcome => outcome.IsFault), durations[durations.Count / 2]);
    }
}
