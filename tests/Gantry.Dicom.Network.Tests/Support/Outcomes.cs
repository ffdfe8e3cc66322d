using System.Collections.Concurrent;

namespace Gantry.Dicom.Network.Tests.Support;

/// <summary>Keeps what becomes of instances.</summary>
internal sealed class Outcomes : IProgress<StoreOutcome>
{
    public ConcurrentQueue<StoreOutcome> All { get; } = [];

    public Action<StoreOutcome>? On { get; set; }

    public StoreOutcome[] InOrder => [.. All.OrderBy(outcome => outcome.Source.Name, StringComparer.Ordinal)];

    public void Report(StoreOutcome value)
    {
        All.Enqueue(value);
        On?.Invoke(value);
    }
}
