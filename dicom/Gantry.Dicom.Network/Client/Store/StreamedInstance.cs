using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>A long instance, read while it is sent.</summary>
/// <param name="source">Where it came from.</param>
/// <param name="head">What its start says.</param>
/// <param name="stream">The file. One that can seek is read again for each attempt.</param>
/// <param name="start">Where the file begins in the stream.</param>
/// <param name="ownsStream">Whether the stream is closed with the instance.</param>
internal sealed class StreamedInstance(StoreSource source, Part10Head head, Stream stream, long start, bool ownsStream)
    : StoreInstance(source, head.SopClass, head.SopInstance, head.TransferSyntax, stream.Length - start - head.DataSetOffset)
{
    public override int HeldBytes => 0;

    public override bool IsRepeatable => true;

    public override StoreContent Open(TransferSyntax target)
    {
        stream.Position = start + head.DataSetOffset;
        return Of(PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 131_072, minimumReadSize: 65_536, leaveOpen: true)), target, Length);
    }

    public override void Dispose()
    {
        if (ownsStream)
        {
            stream.Dispose();
        }

        base.Dispose();
    }
}
