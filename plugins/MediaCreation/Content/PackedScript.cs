using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Gantry.Plugins.MediaCreation;

/// <summary>A file as a script, its bytes as they stand in a template literal. Each is read once and written once.</summary>
internal static class PackedScript
{
    private const int BlockBytes = 1 << 17;
    private static readonly SearchValues<byte> Special = SearchValues.Create("`\\$\r"u8);

    /// <summary>Writes a script.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">What the script calls it.</param>
    /// <param name="script">The script, which is not there yet.</param>
    /// <returns>Its bytes, and its SHA-256.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static (long Length, byte[] Digest) Write(string file, string name, string script)
    {
        using var input = File.OpenHandle(file, options: FileOptions.SequentialScan);
        using var output = File.OpenHandle(script, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (block, escaped) = (ArrayPool<byte>.Shared.Rent(BlockBytes), ArrayPool<byte>.Shared.Rent(2 * BlockBytes));
        try
        {
            var length = Append(Encoding.ASCII.GetBytes($"gantryDisc.file(\"{name}\", `"), 0, output, hash);
            var position = 0L;
            while (RandomAccess.Read(input, block.AsSpan(0, BlockBytes), position) is > 0 and var read)
            {
                position += read;
                length = Append(escaped.AsSpan(0, Escape(block.AsSpan(0, read), escaped)), length, output, hash);
            }

            return (Append("`)\n"u8, length, output, hash), hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
            ArrayPool<byte>.Shared.Return(escaped);
        }
    }

    /// <summary>Writes bytes as they stand in a template literal.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="to">Twice as many bytes as these.</param>
    /// <returns>How many were written.</returns>
    internal static int Escape(ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        var written = 0;
        while (bytes.IndexOfAny(Special) is >= 0 and var at)
        {
            bytes[..at].CopyTo(to[written..]);
            written += at;
            to[written++] = (byte)'\\';
            to[written++] = bytes[at] == (byte)'\r' ? (byte)'r' : bytes[at]; // it would be read as a line feed; a dollar before a brace would begin an expression
            bytes = bytes[(at + 1)..];
        }

        bytes.CopyTo(to[written..]);
        return written + bytes.Length;
    }

    private static long Append(ReadOnlySpan<byte> bytes, long at, SafeFileHandle output, IncrementalHash hash)
    {
        RandomAccess.Write(output, bytes, at);
        hash.AppendData(bytes);
        return at + bytes.Length;
    }
}
