namespace Gantry.Dicom.Network;

/// <summary>Sends what was written to wait for more, where nothing that came later has sent it within a moment.</summary>
/// <remarks>One clock for all associations, which stands still where nothing waits: most of what waits is sent by what follows it. Safe for concurrent use.</remarks>
internal static class LateFlushes
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);
    private static readonly Lock Gate = new();
    private static readonly Timer Clock = new(static _ => Send(), null, Timeout.Infinite, Timeout.Infinite);
    private static List<UpperLayerProvider> _waiting = [];

    /// <summary>Has it flush a moment later.</summary>
    public static void Add(UpperLayerProvider provider)
    {
        lock (Gate)
        {
            _waiting.Add(provider);
            if (_waiting.Count == 1)
            {
                Clock.Change(Moment, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private static void Send()
    {
        List<UpperLayerProvider> waiting;
        lock (Gate)
        {
            (waiting, _waiting) = (_waiting, []);
        }

        foreach (var provider in waiting)
        {
            provider.FlushLate();
        }
    }
}
