using System.Composition;
using System.Globalization;
using System.IO.Compression;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.ImageFile;

/// <summary>Where pieces are made. One appears under its name when it is whole and on the disk.</summary>
[Export, Shared]
[method: ImportingConstructor]
public sealed class PieceFolder(IPluginContext plugin, IPluginSettings<ImageFileSettings> settings)
{
    private const string Part = ".part";

    /// <summary>The folder.</summary>
    internal string Path => System.IO.Path.GetFullPath(settings.Current.Folder, plugin.DataFolder);

    /// <summary>Why nothing can be put there now, in a sentence; null where it can.</summary>
    /// <param name="bytes">How much there is to put.</param>
    internal string? WhyNot(long bytes = 0)
    {
        try
        {
            var free = new DriveInfo(Directory.CreateDirectory(Path).FullName).AvailableFreeSpace;
            var needed = bytes + (settings.Current.MinimumFreeMegabytes * 1_000_000L);
            return free < needed ? string.Create(CultureInfo.InvariantCulture, $"{free / 1_000_000} MB are free in {Path}, and {needed / 1_000_000} are needed.") : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }

    /// <summary>Makes a piece, unless it is there.</summary>
    /// <param name="order">The order.</param>
    /// <param name="copy">Which copy, from 1.</param>
    /// <param name="capacity">The bytes that the medium holds.</param>
    /// <param name="cancellationToken">Ends the work between files; nothing stays.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    internal void Make(KeptOrder order, int copy, long capacity, CancellationToken cancellationToken)
    {
        var format = settings.Current.FormatOf(order.Medium);
        var (piece, first) = (PathOf(order, format, copy), PathOf(order, format, 1));
        if (File.Exists(piece) || Directory.Exists(piece))
        {
            return;
        }

        var part = piece + Part;
        Remove(part);
        try
        {
            if (format == PieceFormat.Folder)
            {
                CopyFolder(order.Folder, part, cancellationToken);
                Directory.Move(part, piece);
                return;
            }

            using (var output = new FileStream(part, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, format == PieceFormat.Zip ? 1 << 17 : 0)) // an archive is written in small parts
            {
                using var behind = new WriteBehind(output);
                Write(order, format, copy > 1 && File.Exists(first) ? first : null, output, behind, cancellationToken);
                behind.Complete();
                CheckSize(order, output.Length, capacity);
            }

            File.Move(part, piece);
        }
        finally
        {
            Remove(part);
        }
    }

    /// <summary>Sees to it that a piece is no larger than the medium.</summary>
    /// <exception cref="IOException">It is.</exception>
    internal static void CheckSize(KeptOrder order, long bytes, long capacity)
    {
        if (bytes > capacity)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"The content has {bytes} bytes, and a {order.Medium} holds {capacity}."));
        }
    }

    /// <summary>Puts the label beside the pieces, where there is one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void WriteLabel(KeptOrder order)
    {
        if (order.Label.Length > 0)
        {
            File.WriteAllText(System.IO.Path.Combine(Path, order.Id + ".txt"), order.Label + "\n");
        }
    }

    private void Write(KeptOrder order, PieceFormat format, string? first, FileStream output, WriteBehind behind, CancellationToken cancellationToken)
    {
        if (first is not null)
        {
            using var input = File.OpenRead(first);
            input.CopyTo(behind, 1 << 20);
        }
        else if (format == PieceFormat.Image && (settings.Current.UdfOn.Contains(order.Medium) || UdfImage.IsNeeded(order.Folder)))
        {
            UdfImage.Write(order.Folder, order.Volume, behind, cancellationToken);
        }
        else if (format == PieceFormat.Image)
        {
            IsoImage.WriteFile(order.Folder, order.Volume, order.CreatedAt, output.SafeFileHandle, behind.Wrote, cancellationToken);
        }
        else
        {
            using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var file in Directory.EnumerateFiles(order.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                archive.CreateEntryFromFile(file, System.IO.Path.GetRelativePath(order.Folder, file).Replace('\\', '/'), CompressionLevel.Fastest);
            }
        }
    }

    private static void CopyFolder(string from, string to, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var copy = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            using var input = File.OpenRead(file);
            using var output = new FileStream(copy, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            input.CopyTo(output, 1 << 17);
            DurableFile.Flush(output);
        }
    }

    private static void Remove(string path)
    {
        File.Delete(path);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private string PathOf(KeptOrder order, PieceFormat format, int copy) => System.IO.Path.Combine(
        Path,
        string.Create(CultureInfo.InvariantCulture, $"{order.Id}{(copy == 1 ? "" : $"-{copy}")}{format switch { PieceFormat.Image => ".iso", PieceFormat.Zip => ".zip", _ => "" }}"));
}
