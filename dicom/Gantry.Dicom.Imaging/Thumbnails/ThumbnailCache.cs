using System.Collections.Concurrent;
using System.IO.Enumeration;

namespace Gantry.Dicom.Imaging;

/// <summary>Thumbnails in a folder, each rendered once; where they would take more bytes than they may, those go that nobody asked for the longest time.</summary>
/// <remarks>
/// Safe for concurrent use; of several who ask for the same one at a time, one renders it. What is in the folder at the beginning is used, so it outlives the process; another process may have
/// the same folder, which may then take as many bytes more. The folder shows patients: only the owner may look into one that is made here.
/// </remarks>
public sealed class ThumbnailCache
{
    internal const string Extension = ".jpg";

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _folder;
    private readonly long _maximumBytes;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Lazy<ReadOnlyMemory<byte>>> _underWay = new();
    private readonly Lock _storing = new();
    private long _bytes;

    /// <summary>Thumbnails in a folder.</summary>
    /// <param name="folder">The folder, which has nothing else; made where it is missing.</param>
    /// <param name="maximumBytes">The most bytes that they take: 1 or more.</param>
    /// <param name="time">The clock that tells who was asked for last; the system's unless given.</param>
    /// <exception cref="IOException">The folder cannot be made or read.</exception>
    public ThumbnailCache(string folder, long maximumBytes, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumBytes, 1);
        (_folder, _maximumBytes, _time) = (folder, maximumBytes, time ?? TimeProvider.System);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Owner);
        }

        MakeRoom(0);
    }

    /// <summary>A thumbnail: the one that is there, or one that is rendered now.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="open">Opens the instance, where that is needed; it is disposed here.</param>
    /// <param name="codecs">Who decodes.</param>
    /// <returns>A JPEG file.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no frame of this number, or an option is out of its range.</exception>
    /// <exception cref="PixelDataException">The frame is damaged, or of a kind that is not decoded or rendered; the next one who asks tries again.</exception>
    public ReadOnlyMemory<byte> GetOrRender(ThumbnailKey key, Func<PixelData> open, PixelCodecs codecs) => GetOrRender(key, () =>
    {
        using var pixels = open();
        return Thumbnail.Render(pixels, key.FrameNumber, codecs, key.Options);
    });

    /// <summary>A thumbnail: the one that is there, or one that is made now.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="render">Makes the JPEG file, as <see cref="Thumbnail.Render"/> does; what it throws comes through, and the next one who asks tries again.</param>
    public ReadOnlyMemory<byte> GetOrRender(ThumbnailKey key, Func<ReadOnlyMemory<byte>> render)
    {
        ArgumentNullException.ThrowIfNull(key);
        var path = PathOf(key);
        if (Find(path) is { } found)
        {
            return found;
        }

        var rendering = _underWay.GetOrAdd(path, _ => new Lazy<ReadOnlyMemory<byte>>(() => Find(path) ?? Render(render, path)));
        try
        {
            return rendering.Value;
        }
        finally
        {
            _underWay.TryRemove(new KeyValuePair<string, Lazy<ReadOnlyMemory<byte>>>(path, rendering));
        }
    }

    /// <summary>The thumbnail that is there; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Find(ThumbnailKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Find(PathOf(key));
    }

    private string PathOf(ThumbnailKey key) => Path.Combine(_folder, key.FileName);

    private ReadOnlyMemory<byte> Render(Func<ReadOnlyMemory<byte>> render, string path)
    {
        var jpeg = render();
        Store(path, jpeg.Span);
        return jpeg;
    }

    /// <summary>The file, looked at now; null where there is none, or half of one that a system that crashed has left.</summary>
    private ReadOnlyMemory<byte>? Find(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, JpegMarker.StartOfImage]) && bytes.AsSpan().EndsWith((ReadOnlySpan<byte>)[0xFF, JpegMarker.EndOfImage]))
            {
                File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime);
                return bytes;
            }
        }
        catch (IOException)
        {
            return null; // another one may have had to make room for others in this moment
        }

        return null;
    }

    private void Store(string path, ReadOnlySpan<byte> jpeg)
    {
        if (jpeg.Length > _maximumBytes)
        {
            return;
        }

        lock (_storing)
        {
            try
            {
                MakeRoom(jpeg.Length);
                var part = path + ".part";
                File.WriteAllBytes(part, jpeg);
                File.SetLastWriteTimeUtc(part, _time.GetUtcNow().UtcDateTime);
                File.Move(part, path, overwrite: true);
                _bytes += jpeg.Length;
            }
            catch (IOException)
            {
                // A disk that is full costs the next one who asks time, and nobody an image. What is there now is counted before more comes.
                _bytes = _maximumBytes;
            }
        }
    }

    private void MakeRoom(int length)
    {
        if (length > 0 && _bytes + length <= _maximumBytes)
        {
            return;
        }

        var files = new FileSystemEnumerable<(string Path, DateTimeOffset Asked, long Length)>(_folder, (ref FileSystemEntry entry) => (entry.ToFullPath(), entry.LastWriteTimeUtc, entry.Length))
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && entry.FileName.Contains(Extension, StringComparison.Ordinal),
        }.OrderBy(file => file.Asked).ToList();

        // An eighth more than is needed, so that not each one that comes looks at all of them.
        _bytes = files.Sum(file => file.Length);
        var wanted = _bytes + length <= _maximumBytes ? _bytes : Math.Max(0, _maximumBytes - (_maximumBytes / 8) - length);
        foreach (var file in files.TakeWhile(_ => _bytes > wanted))
        {
            File.Delete(file.Path);
            _bytes -= file.Length;
        }
    }
}
