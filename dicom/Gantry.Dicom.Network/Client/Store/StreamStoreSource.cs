using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>A Part 10 file in somebody's stream.</summary>
internal sealed class StreamStoreSource(Stream stream, string name) : StoreSource(name)
{
    internal override async ValueTask<StoreInstance> OpenAsync(CancellationToken cancellationToken)
    {
        if (stream.CanSeek && stream.Length - stream.Position > StoreInstance.LongestHeld)
        {
            var start = stream.Position;
            return new StreamedInstance(this, await Part10Head.ReadAsync(stream, cancellationToken).ConfigureAwait(false), stream, start, ownsStream: false);
        }

        var file = ArrayPool<byte>.Shared.Rent(StoreInstance.LongestHeld);
        try
        {
            var read = await stream.ReadAtLeastAsync(file, StoreInstance.LongestHeld, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (read < StoreInstance.LongestHeld)
            {
                return new HeldInstance(this, Part10Head.Read(file.AsMemory(0, read)), file, read);
            }

            // The start, which is read again, and what the stream still has.
            var head = Part10Head.Read(file);
            var reader = PipeReader.Create(
                new StartedStream(file, (int)head.DataSetOffset, read, stream), new StreamPipeReaderOptions(bufferSize: 131_072, minimumReadSize: 65_536));
            return new PassingInstance(this, head, reader);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(file);
            throw;
        }
    }

    /// <summary>Bytes that were read already, and then the rest. Closing gives the memory back and leaves the rest open.</summary>
    private sealed class StartedStream(byte[] start, int position, int end, Stream rest) : Stream
    {
        private byte[]? _start = start;
        private int _position = position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_start is null || _position == end)
            {
                return rest.ReadAsync(buffer, cancellationToken);
            }

            var count = Math.Min(buffer.Length, end - _position);
            _start.AsSpan(_position, count).CopyTo(buffer.Span);
            _position += count;
            return new(count);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing && Interlocked.Exchange(ref _start, null) is { } rented)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }

            base.Dispose(disposing);
        }
    }
}
