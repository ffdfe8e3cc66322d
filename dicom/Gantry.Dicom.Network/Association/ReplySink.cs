using System.Buffers;

namespace Gantry.Dicom.Network;

/// <summary>Collects the data set of a response, up to a limit.</summary>
internal sealed class ReplySink(Association association, Invocation invocation, DimseRsp response, int maximumLength) : MessageSink
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public override ValueTask WriteAsync(ReadOnlySequence<byte> fragment)
    {
        if (fragment.Length > maximumLength - _bytes.WrittenCount)
        {
            return association.AbortAsync($"The data set of {response.CommandField} is longer than {maximumLength} bytes.");
        }

        foreach (var segment in fragment)
        {
            _bytes.Write(segment.Span);
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask CompleteAsync() => invocation.AddAsync(new DimseReply(response, _bytes.WrittenMemory, invocation.Context.TransferSyntax));
}
