using System.Buffers;
using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;

namespace Gantry.Dicom.Imaging;

/// <summary>Writes an image in pieces of the same size, whatever is in them: each is put together in memory and written at once, by whichever thread is free, in about their order.</summary>
/// <param name="layout">What the image has.</param>
/// <param name="output">The image.</param>
/// <param name="wrote">Is told of each piece; null to tell nobody.</param>
internal sealed class IsoPieces(IsoLayout layout, SafeFileHandle output, Action<long>? wrote)
{
    private const int PieceBytes = 1 << 17; // in the cache of a processor between read and written

    // One reads while another writes; the system lets one at a time write to a file.
    private const int Threads = 2;

    private readonly IsoNode[] _files = [.. layout.Files.Where(file => file.Length > 0)];
    private long _next = -1;

    /// <summary>Writes all.</summary>
    /// <exception cref="IOException">Something cannot be read or written.</exception>
    public void Write(CancellationToken cancellationToken)
    {
        try
        {
            Parallel.For(0, Threads, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Threads }, (_, loop) => WriteSome(loop, cancellationToken));
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }

    private void WriteSome(ParallelLoopState loop, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            while (!loop.IsExceptional && Interlocked.Increment(ref _next) * PieceBytes is var position && position < layout.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var piece = buffer.AsSpan(0, (int)Math.Min(PieceBytes, layout.Length - position));
                Fill(piece, position);
                RandomAccess.Write(output, piece, position);
                wrote?.Invoke(piece.Length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Fill(Span<byte> piece, long position)
    {
        var filled = 0;
        if (position < layout.Head.Length)
        {
            filled = (int)Math.Min(piece.Length, layout.Head.Length - position);
            layout.Head.AsSpan((int)position, filled).CopyTo(piece);
        }

        for (var i = IndexAt(position); i < _files.Length && StartOf(_files[i]) < position + piece.Length; i++)
        {
            var start = StartOf(_files[i]);
            var at = (int)Math.Max(0, start - position);
            piece[filled..at].Clear(); // to the end of the last sector of the one before
            filled = at + Read(_files[i], position + at - start, piece[at..]);
        }

        piece[filled..].Clear();
    }

    // The first file that reaches beyond a position.
    private int IndexAt(long position)
    {
        var (low, high) = (0, _files.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = StartOf(_files[middle]) + _files[middle].Length > position ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static long StartOf(IsoNode file) => (long)file.FileSector * IsoSector.Bytes;

    /// <returns>How many bytes were read: as many as there are, or as there is room for.</returns>
    private static int Read(IsoNode file, long offset, Span<byte> to)
    {
        using var input = file.Open();
        to = to[..(int)Math.Min(to.Length, file.Length - offset)];
        for (var done = 0; done < to.Length;)
        {
            var count = RandomAccess.Read(input, to[done..], offset + done);
            done += count > 0 ? count : throw new IOException($"{file.Source} has changed while the image was made.");
        }

        return to.Length;
    }
}
