namespace Gantry.Plugins.Retention;

/// <summary>The studies that came first. Bounded, whatever the catalog holds.</summary>
internal sealed class OldestStudies
{
    private readonly PriorityQueue<ChosenStudy, long> _studies = new(); // the newest of them first, to be the first that goes

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<ChosenStudy> Listed => [.. _studies.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element)];

    /// <summary>Takes a study in, and lets the newest go where there are too many.</summary>
    public void Add(ChosenStudy study, DateTimeOffset arrivedAt)
    {
        _studies.Enqueue(study, -arrivedAt.UtcTicks);
        if (_studies.Count > RetentionChoice.Maximum)
        {
            _studies.Dequeue();
        }
    }
}
