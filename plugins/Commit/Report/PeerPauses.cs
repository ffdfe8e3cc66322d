using System.Collections.Concurrent;
using System.Composition;
using System.Diagnostics.CodeAnalysis;
using Gantry.Dicom;

namespace Gantry.Plugins.Commit;

/// <summary>The peers that could not be reached just now: the other results for them wait, too, and none of them holds up those for other peers.</summary>
/// <remarks>Safe for concurrent use. One entry for a known AE at most.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class PeerPauses(TimeProvider time)
{
    private readonly ConcurrentDictionary<AETitle, (DateTimeOffset Until, string Reason)> _paused = new();

    /// <summary>Says whether a peer is left alone for now, until when and why.</summary>
    public bool Find(AETitle peer, out DateTimeOffset until, [NotNullWhen(true)] out string? reason)
    {
        if (_paused.TryGetValue(peer, out var pause) && pause.Until > time.GetUtcNow())
        {
            (until, reason) = pause;
            return true;
        }

        _paused.TryRemove(peer, out _);
        (until, reason) = (default, null);
        return false;
    }

    /// <summary>Leaves a peer alone.</summary>
    public void Add(AETitle peer, TimeSpan pause, string reason) => _paused[peer] = (time.GetUtcNow() + pause, reason);
}
