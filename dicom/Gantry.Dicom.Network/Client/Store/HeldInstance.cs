using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>An instance whose file is in memory.</summary>
/// <param name="source">Where it came from.</param>
/// <param name="head">What its start says.</param>
/// <param name="file">Memory of the shared pool, given back when the instance is disposed.</param>
/// <param name="fileLength">How much of the memory is the file.</param>
internal sealed class HeldInstance(StoreSource source, Part10Head head, byte[] file, int fileLength)
    : StoreInstance(source, head.SopClass, head.SopInstance, head.TransferSyntax, fileLength - head.DataSetOffset)
{
    private byte[]? _file = file;

    public override int HeldBytes => _file?.Length ?? 0;

    public override bool IsRepeatable => true;

    public override StoreContent Open(TransferSyntax target)
    {
        ObjectDisposedException.ThrowIf(_file is null, this);
        var bytes = _file.AsMemory((int)head.DataSetOffset, (int)Length);
        return target == TransferSyntax
            ? new StoreContent(DataSetSource.Of(bytes))
            : Of(PipeReader.Create(new ReadOnlySequence<byte>(bytes)), target, Length);
    }

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _file, null) is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        base.Dispose();
    }
}
