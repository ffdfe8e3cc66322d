using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Puts the content of discs where the robot reads it.</summary>
[Export, Shared]
[method: ImportingConstructor]
public sealed class JobContent(JobShare share, IPluginSettings<PrimeraSettings> settings)
{
    /// <summary>Puts the content of an order where the robot reads it; on the disk when it returns. What is there of an attempt before is replaced.</summary>
    /// <param name="order">The order.</param>
    /// <param name="goesOn">Throws <see cref="OperationCanceledException"/> where the order is not to be made any more.</param>
    /// <returns>The image or folder, as this server sees it.</returns>
    /// <exception cref="MediaDeviceException">The content is not there, or larger than the medium.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal string Put(KeptOrder order, Action goesOn)
    {
        var capacity = CapacityOf(order.Medium);
        CheckSize(order, SizeOf(order), capacity);
        if (settings.Current.Content == ContentForm.InPlace)
        {
            return order.Folder;
        }

        var folder = share.FolderOf(order.Id);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        if (settings.Current.Content == ContentForm.Image)
        {
            return WriteImage(order, Path.Combine(folder, order.Id + ".ISO"), capacity, goesOn);
        }

        var disc = Path.Combine(folder, "DISC");
        CopyFiles(order.Folder, disc, goesOn);
        return disc;
    }

    /// <summary>The bytes that a medium holds.</summary>
    internal static long CapacityOf(string medium) => MediaProfiles.All.Where(profile => profile.Medium == medium).Max(profile => profile.Capacity);

    private static long SizeOf(KeptOrder order)
    {
        try
        {
            return new DirectoryInfo(order.Folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (DirectoryNotFoundException gone)
        {
            throw new MediaDeviceException("The content is not there any more.", gone);
        }
    }

    private static void CheckSize(KeptOrder order, long bytes, long capacity)
    {
        if (bytes > capacity)
        {
            throw new MediaDeviceException(string.Create(CultureInfo.InvariantCulture, $"The content has {bytes} bytes, and a {order.Medium} holds {capacity}."));
        }
    }

    private static string WriteImage(KeptOrder order, string path, long capacity, Action goesOn)
    {
        using var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 17);
        using var checking = new CheckedStream(output, goesOn);
        IsoImage.Write(order.Folder, order.Volume, order.CreatedAt, checking);
        DurableFile.Flush(output);
        CheckSize(order, output.Length, capacity);
        return path;
    }

    private static void CopyFiles(string from, string to, Action goesOn)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            using var input = File.OpenRead(file);
            using var output = new FileStream(copy, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            using var checking = new CheckedStream(output, goesOn);
            input.CopyTo(checking, 1 << 20);
            DurableFile.Flush(output);
        }
    }
}
