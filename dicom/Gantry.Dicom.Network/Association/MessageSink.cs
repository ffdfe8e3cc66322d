using System.Buffers;

namespace Gantry.Dicom.Network;

/// <summary>Where the data set of a message that comes in goes.</summary>
internal abstract class MessageSink
{
    /// <summary>Takes a fragment; the peer is held back until the task ends.</summary>
    public abstract ValueTask WriteAsync(ReadOnlySequence<byte> fragment);

    /// <summary>The data set is complete.</summary>
    public virtual ValueTask CompleteAsync() => ValueTask.CompletedTask;

    /// <summary>The association has ended before the data set was complete. Must neither throw nor wait; called from any thread.</summary>
    public virtual void Fail(AssociationException exception)
    {
    }
}
