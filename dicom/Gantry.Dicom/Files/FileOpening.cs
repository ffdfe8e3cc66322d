using System.Buffers;

namespace Gantry.Dicom;

/// <summary>Reads a file by its path with as few calls of the system as it takes: a small file at once, of a large one its start where that is enough.</summary>
internal static partial class FileOpening
{
    private const int LongestWhole = 1 << 20;
    private const int HeaderBytes = 8_192;
    private const int LongHeaderBytes = 65_536;

    /// <summary>Reads a file, all on this thread.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="options">Where to stop and what to keep of the data set.</param>
    public static DicomFile Read(string path, DataSetReaderOptions options)
    {
        if (!LinuxFile.TryOpen(path, out var file))
        {
            return ReadNow(File.OpenHandle(path), options);
        }

        if (file.Length <= 0)
        {
            return ReadNow(file.ToHandle(), options);
        }

        using (file)
        {
            if (TryRead(file, options) is { } read)
            {
                return read;
            }
        }

        return ReadNow(File.OpenHandle(path), options);
    }

    private static DicomFile? TryRead(LinuxFile file, DataSetReaderOptions options)
    {
        if (IsPartWanted(options, file.Length))
        {
            var buffer = ArrayPool<byte>.Shared.Rent(LongHeaderBytes);
            try
            {
                var filled = file.Read(buffer.AsSpan(0, (int)Math.Min(file.Length, HeaderBytes)), 0);
                return filled > 0 && DicomFile.TryReadRegular(buffer.AsMemory(0, filled), file.Length, options, isLent: true, out var header) ? header : null;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        if (file.Length > LongestWhole)
        {
            return null;
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)file.Length);
        var count = file.Read(bytes, 0);
        return count < 0 ? null : DicomFile.Read(bytes.AsMemory(0, count), options);
    }

    private static bool IsPartWanted(DataSetReaderOptions options, long length) => options.StopBefore is not null || options.MaximumValueBytes < length;
}
