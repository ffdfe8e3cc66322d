using System.Buffers;

namespace Gantry.Dicom.Network;

/// <summary>Throws a data set away that nobody wants, and counts it.</summary>
internal sealed class DiscardingSink(Association association) : MessageSink
{
    public override ValueTask WriteAsync(ReadOnlySequence<byte> fragment)
    {
        association.CountDrained(fragment.Length);
        return ValueTask.CompletedTask;
    }
}
