using System.Threading.Channels;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.DicomWeb;

/// <summary>
/// Stores the instances of a request on several associations at a time: each small one is read whole, and goes on its way while the next is read, so that they share what a durable answer
/// costs. A long one is stored while it comes in. Of one SOP instance, the first in the body is answered before the next is sent.
/// </summary>
/// <remarks>One caller at a time.</remarks>
internal sealed class StoreLanes : IAsyncDisposable
{
    private readonly StoreBuffers _buffers;
    private readonly List<StoreAssociations> _all = [];
    private readonly Channel<StoreAssociations> _free = Channel.CreateUnbounded<StoreAssociations>();
    private readonly Dictionary<Uid, Task> _underWay = [];
    private readonly Func<StoreAssociations> _make;
    private int _most;

    /// <param name="intake">The way in.</param>
    /// <param name="calling">Whose instances they count as.</param>
    /// <param name="most">The most associations.</param>
    /// <param name="buffers">Where instances wait.</param>
    public StoreLanes(IInstanceIntake intake, AETitle calling, int most, StoreBuffers buffers) =>
        (_buffers, _most, _make) = (buffers, most, () => new StoreAssociations(intake, calling));

    /// <summary>Stores an instance, or has it on its way when it returns; its entry is complete after <see cref="EndAsync"/>.</summary>
    /// <exception cref="MultipartException">The body that it is a part of is malformed.</exception>
    public async ValueTask StoreAsync(ReceivedInstance received, StoreEntry entry, CancellationToken cancellationToken)
    {
        await ForgetAsync(entry.SopInstance).ConfigureAwait(false);
        var lane = await OpenAsync(received, entry, cancellationToken).ConfigureAwait(false);
        if (lane is null)
        {
            return;
        }

        var isHeld = _buffers.TryTake();
        try
        {
            if (isHeld && await received.TryReadWholeAsync(StoreBuffers.Longest, cancellationToken).ConfigureAwait(false))
            {
                isHeld = false;
                _underWay[entry.SopInstance] = SendHeldAsync(lane, received, entry, cancellationToken);
                return;
            }

            await SendAsync(lane, received, entry, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (isHeld)
            {
                _buffers.GiveBack();
            }
        }
    }

    /// <summary>Waits until all are answered.</summary>
    public async ValueTask EndAsync()
    {
        var tasks = _underWay.Values.ToArray();
        _underWay.Clear();
        await Task.WhenAll(tasks).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var task in _underWay.Values)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the request fails with what the first one threw
        }

        foreach (var lane in _all)
        {
            await lane.DisposeAsync().ConfigureAwait(false);
        }
    }

    // The one before with the same UID, and those that are done.
    private async ValueTask ForgetAsync(Uid instance)
    {
        if (_underWay.TryGetValue(instance, out var before))
        {
            await before.ConfigureAwait(false);
        }

        foreach (var (uid, task) in _underWay.Where(pair => pair.Value.IsCompleted).ToArray())
        {
            _underWay.Remove(uid);
            await task.ConfigureAwait(false);
        }
    }

    /// <summary>A lane that is free and takes the instance; null where there is none, and the entry says why.</summary>
    private async ValueTask<StoreAssociations?> OpenAsync(ReceivedInstance received, StoreEntry entry, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!_free.Reader.TryRead(out var lane))
            {
                if (_all.Count < _most)
                {
                    _all.Add(lane = _make());
                }
                else
                {
                    lane = await _free.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            var refusal = await lane.OpenAsync(received.SopClass, received.TransferSyntax, cancellationToken).ConfigureAwait(false);
            if (refusal == DimseStatus.Success)
            {
                return lane;
            }

            if (refusal == DimseStatus.OutOfResources && _all.Count > 1)
            {
                // The server takes no more associations than those there are: they serve the rest.
                _all.Remove(lane);
                _most = _all.Count;
                await lane.DisposeAsync().ConfigureAwait(false);
                continue;
            }

            entry.Status = refusal;
            _free.Writer.TryWrite(lane);
            return null;
        }
    }

    private async Task SendHeldAsync(StoreAssociations lane, ReceivedInstance received, StoreEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Yield(); // the next one is read meanwhile
            await SendAsync(lane, received, entry, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _buffers.GiveBack();
        }
    }

    private async ValueTask SendAsync(StoreAssociations lane, ReceivedInstance received, StoreEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var instance = received.Content;
            await using (instance.ConfigureAwait(false))
            {
                entry.Status = await lane.StoreAsync(instance, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _free.Writer.TryWrite(lane);
        }
    }
}
