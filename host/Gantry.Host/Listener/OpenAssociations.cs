using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Gantry.Dicom.Network;

namespace Gantry.Host.Listener;

/// <summary>The associations that are open now, in both directions.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class OpenAssociations(TimeProvider time)
{
    private readonly ConcurrentDictionary<long, OpenAssociation> _open = new();
    private long _last;

    /// <summary>An association that this side had asked for has ended.</summary>
    public event Action<OpenAssociation, AssociationEnd>? OutgoingEnded;

    /// <summary>An operation that this side had asked for, on an association of either side, has ended; told on the way of whoever asked, and not to be held up.</summary>
    public event Action<OpenAssociation, EndedInvocation>? InvocationEnded;

    /// <summary>A number for an association; unique while the host runs.</summary>
    public long NewId() => Interlocked.Increment(ref _last);

    /// <summary>Adds one that a peer has asked for.</summary>
    public OpenAssociation Add(long id, Association association, AssociationOrigin origin) =>
        Add(new OpenAssociation(id, association, origin, origin.Tls is not null, time));

    /// <summary>Adds one that this side has asked for; it is removed when it ends.</summary>
    public OpenAssociation AddOutgoing(Association association, bool isSecured)
    {
        var open = Add(new OpenAssociation(NewId(), association, null, isSecured, time));
        _ = association.Ended.ContinueWith(
            ended =>
            {
                Remove(open);
                OutgoingEnded?.Invoke(open, ended.Result);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return open;
    }

    public void Remove(OpenAssociation open) => _open.TryRemove(open.Id, out _);

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<OpenAssociation> List() => [.. _open.Values.OrderBy(open => open.Id)];

    public bool TryFind(long id, [NotNullWhen(true)] out OpenAssociation? open) => _open.TryGetValue(id, out open);

    private OpenAssociation Add(OpenAssociation open)
    {
        _open[open.Id] = open;
        open.Association.InvocationEnded += invocation => InvocationEnded?.Invoke(open, invocation);
        return open;
    }
}
