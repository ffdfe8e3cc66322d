using System.Diagnostics.CodeAnalysis;
using System.Text;
using Serilog.Sinks.File;

namespace Gantry.Host.Logging;

/// <summary>Has the log file written many events at a time. What it is told to flush after each it keeps until <see cref="Release"/>.</summary>
/// <remarks>One caller at a time, as the file sink and <see cref="LogQueue"/> are.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The sink that asks for a stream disposes it.")]
internal sealed class BatchedFile : FileLifecycleHooks, IBatchedOutput
{
    private BatchedStream? _current;

    public override Stream OnFileOpened(Stream underlyingStream, Encoding encoding) => _current = new BatchedStream(underlyingStream);

    public void Release() => _current?.Release();

    private sealed class BatchedStream(Stream file) : Stream
    {
        private const int Kept = 64 * 1024;
        private readonly byte[] _bytes = new byte[Kept];
        private int _count;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => file.Length + _count;

        public override long Position
        {
            get => Length;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (buffer.Length > Kept - _count)
            {
                Release();
            }

            if (buffer.Length > Kept)
            {
                file.Write(buffer);
                return;
            }

            buffer.CopyTo(_bytes.AsSpan(_count));
            _count += buffer.Length;
        }

        public void Release()
        {
            if (_count > 0)
            {
                var bytes = _bytes.AsSpan(0, _count);
                _count = 0; // what a full disk does not take is lost, and does not grow
                file.Write(bytes);
                file.Flush();
            }
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Release();
                file.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
