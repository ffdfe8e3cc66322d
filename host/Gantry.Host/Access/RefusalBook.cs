using System.Net;
using Gantry.Dicom;

namespace Gantry.Host.Access;

/// <summary>Refusals of one kind: of one calling AE, from one address, for one reason.</summary>
/// <param name="CallingAETitle">Who called; empty where that never came to be said.</param>
/// <param name="Address">From where; null where the transport has no address.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="CalledAETitle">Whom it called, the last time.</param>
/// <param name="Detail">Why, in a sentence, the last time.</param>
/// <param name="Count">How often.</param>
/// <param name="First">When for the first time.</param>
/// <param name="Last">When for the last time.</param>
internal sealed record RefusedCaller(
    AETitle CallingAETitle, IPAddress? Address, RefusalReason Reason, AETitle CalledAETitle, string Detail, long Count, DateTimeOffset First, DateTimeOffset Last);

/// <summary>Keeps who was refused, for the administrator. At most 500 kinds: those that were not met for the longest time are forgotten.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class RefusalBook(TimeProvider time)
{
    public const int Most = 500;

    private readonly Lock _lock = new();
    private readonly Dictionary<(AETitle, IPAddress?, RefusalReason), LinkedListNode<RefusedCaller>> _kinds = [];
    private readonly LinkedList<RefusedCaller> _byTime = []; // the last first

    /// <summary>The refusals, the last first.</summary>
    public IReadOnlyList<RefusedCaller> List()
    {
        lock (_lock)
        {
            return [.. _byTime];
        }
    }

    /// <summary>Notes a refusal.</summary>
    public void Note(AETitle calling, AETitle called, IPAddress? address, Refusal refusal)
    {
        var now = time.GetUtcNow();
        var key = (calling, address, refusal.Reason);
        lock (_lock)
        {
            var entry = new RefusedCaller(calling, address, refusal.Reason, called, refusal.Detail, 1, now, now);
            if (_kinds.Remove(key, out var node))
            {
                entry = entry with { Count = node.Value.Count + 1, First = node.Value.First };
                _byTime.Remove(node);
            }
            else if (_kinds.Count == Most)
            {
                var oldest = _byTime.Last!.Value;
                _byTime.RemoveLast();
                _kinds.Remove((oldest.CallingAETitle, oldest.Address, oldest.Reason));
            }

            _kinds.Add(key, _byTime.AddFirst(entry));
        }
    }

    /// <summary>Forgets what was refused to an AE: it is settled.</summary>
    public void Forget(AETitle calling)
    {
        lock (_lock)
        {
            foreach (var entry in _byTime.Where(entry => entry.CallingAETitle == calling).ToList())
            {
                _kinds.Remove((entry.CallingAETitle, entry.Address, entry.Reason), out var node);
                _byTime.Remove(node!);
            }
        }
    }
}
