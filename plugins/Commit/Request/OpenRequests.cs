using System.Collections.Concurrent;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Commit;

/// <summary>The associations of the requests that are not reported yet, for reports on them. They end with the plugin; what the ledger has does not.</summary>
/// <remarks>Safe for concurrent use. Bounded: what has no place here is reported on an association of its own.</remarks>
[Export, Shared]
public sealed class OpenRequests
{
    /// <summary>The most requests.</summary>
    internal const int Maximum = 10_000;

    private readonly ConcurrentDictionary<Uid, IOperationEvents> _open = new();

    /// <summary>Notes where a request came from; false where that is known, or there is no place.</summary>
    public bool TryAdd(Uid job, IOperationEvents events) => _open.Count < Maximum && _open.TryAdd(job, events);

    /// <summary>Notes where a request came from last.</summary>
    public void Set(Uid job, IOperationEvents events)
    {
        if (_open.ContainsKey(job) || _open.Count < Maximum)
        {
            _open[job] = events;
        }
    }

    /// <summary>The association of a request; null where it has ended, or was never here.</summary>
    public IOperationEvents? Find(Uid job)
    {
        if (_open.TryGetValue(job, out var events) && events.IsEstablished)
        {
            return events;
        }

        if (events is not null)
        {
            _open.TryRemove(new(job, events)); // not a later one
        }

        return null;
    }

    /// <summary>Forgets a request.</summary>
    public void Remove(Uid job) => _open.TryRemove(job, out _);
}
