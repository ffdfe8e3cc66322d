using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Gantry.Dicom.Network;

/// <summary>Instances that were read ahead: a few hundred, and no more than some megabytes.</summary>
/// <remarks>One writer, any number of readers.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle nobody asks for holds nothing.")]
internal sealed class StoreQueue
{
    private const int MostInstances = 256;
    private const int BlockBytes = 65_536;
    private const int MostBlocks = 256; // 16 MB

    private readonly Channel<StoreInstance> _channel =
        Channel.CreateBounded<StoreInstance>(new BoundedChannelOptions(MostInstances) { SingleWriter = true });

    private readonly SemaphoreSlim _blocks = new(MostBlocks);
    private readonly ConcurrentQueue<StoreInstance> _returned = [];
    private readonly TaskCompletionSource _primed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends once as much was read ahead as may be, or as there is: the contexts of these instances are known.</summary>
    public Task Primed => _primed.Task;

    /// <summary>How many wait.</summary>
    public int Count => _channel.Reader.Count;

    /// <summary>True once there is nothing more to be sent, and will be nothing.</summary>
    public bool IsDrained => _returned.IsEmpty && _channel.Reader.Completion.IsCompletedSuccessfully;

    /// <summary>Says that the next instance may take its time, so that nobody waits for more.</summary>
    public void Prime() => _primed.TrySetResult();

    public async ValueTask AddAsync(StoreInstance instance, CancellationToken cancellationToken)
    {
        try
        {
            for (var blocks = BlocksOf(instance); blocks > 0; blocks--)
            {
                if (!_blocks.Wait(0, CancellationToken.None))
                {
                    Prime();
                    await _blocks.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            if (!_channel.Writer.TryWrite(instance))
            {
                Prime();
                await _channel.Writer.WriteAsync(instance, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    public void Complete(Exception? fault = null)
    {
        _channel.Writer.TryComplete(fault);
        Prime();
    }

    /// <summary>Gives the next instance; null at the end.</summary>
    public async ValueTask<StoreInstance?> TakeAsync(CancellationToken cancellationToken)
    {
        do
        {
            if (_returned.TryDequeue(out var instance) || _channel.Reader.TryRead(out instance))
            {
                return instance;
            }
        }
        while (await _channel.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false));

        return _returned.TryDequeue(out var last) ? last : null;
    }

    /// <summary>Takes an instance back, for another worker.</summary>
    public void PutBack(StoreInstance instance) => _returned.Enqueue(instance);

    /// <summary>Disposes of an instance that is done with.</summary>
    public void Release(StoreInstance instance)
    {
        var blocks = BlocksOf(instance);
        instance.Dispose();
        if (blocks > 0)
        {
            _blocks.Release(blocks);
        }
    }

    /// <summary>Disposes of all that still wait.</summary>
    public void Clear()
    {
        while (_returned.TryDequeue(out var instance) || _channel.Reader.TryRead(out instance))
        {
            Release(instance);
        }
    }

    private static int BlocksOf(StoreInstance instance) => (instance.HeldBytes + BlockBytes - 1) / BlockBytes;
}
