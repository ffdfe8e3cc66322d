using System.Collections.Concurrent;
using System.Composition;
using Gantry.Dicom;

namespace Gantry.Plugins.Commit;

/// <summary>The requests of this server whose associations are kept open for the answer: one that came on another association ends that.</summary>
/// <remarks>Safe for concurrent use. As many as are worked on at a time.</remarks>
[Export, Shared]
public sealed class OpenAsks
{
    private readonly ConcurrentDictionary<Uid, CancellationTokenSource> _open = new();

    /// <summary>Notes that the answer is waited for.</summary>
    /// <returns>Cancelled once it has come; to be given back by <see cref="Close"/>.</returns>
    public CancellationToken Open(Uid transaction, CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _open[transaction] = source;
        return source.Token;
    }

    /// <summary>The answer has come, and is kept.</summary>
    public void Answered(Uid transaction)
    {
        if (_open.TryRemove(transaction, out var source))
        {
            source.Cancel();
            source.Dispose();
        }
    }

    /// <summary>It is not waited for any longer.</summary>
    public void Close(Uid transaction)
    {
        if (_open.TryRemove(transaction, out var source))
        {
            source.Dispose();
        }
    }
}
