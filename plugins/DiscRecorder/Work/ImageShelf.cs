using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DiscRecorder;

/// <summary>The images that are recorded, each as long as its order is open, and what xorriso says of recording them.</summary>
[Export, Shared]
[method: ImportingConstructor]
public sealed class ImageShelf(IPluginContext plugin, IPluginSettings<RecorderSettings> settings)
{
    private const int LongestLog = 1 << 16;
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(plugin.DataFolder, "images")).FullName;

    /// <summary>The bytes that a medium holds.</summary>
    internal static long CapacityOf(string medium) => MediaProfiles.All.Where(profile => profile.Medium == medium).Max(profile => profile.Capacity);

    /// <summary>The image of an order, which is there or not.</summary>
    internal string ImageOf(string id) => Path.Combine(_folder, id + ".iso");

    /// <summary>Where what is read back from a disc is put.</summary>
    internal string CopyOf(string id) => Path.Combine(_folder, id + ".copy");

    /// <summary>Where xorriso says how far it is.</summary>
    internal string LogOf(string id) => Path.Combine(_folder, id + ".log");

    /// <summary>The bytes of the image, or at least of what is to be on it.</summary>
    /// <exception cref="MediaDeviceException">The content is not there, or larger than the medium.</exception>
    internal long SizeOf(KeptOrder order)
    {
        if (File.Exists(ImageOf(order.Id)))
        {
            return new FileInfo(ImageOf(order.Id)).Length;
        }

        if (!Directory.Exists(order.Folder))
        {
            throw new MediaDeviceException("The content is not there any more.");
        }

        return CheckSize(order, new DirectoryInfo(order.Folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));
    }

    /// <summary>Why there is no room for the image and what is read back of it, in a sentence; null where there is.</summary>
    internal string? WhyNot(long bytes, bool hasImage)
    {
        var free = new DriveInfo(_folder).AvailableFreeSpace;
        var needed = (settings.Current.MinimumFreeMegabytes * 1_000_000L) + (hasImage ? 0 : bytes) + (settings.Current.Verify ? bytes : 0);
        return free < needed ? string.Create(CultureInfo.InvariantCulture, $"{free / 1_000_000} MB are free in {_folder}, and {needed / 1_000_000} are needed.") : null;
    }

    /// <summary>Makes the image, unless it is there.</summary>
    /// <exception cref="MediaDeviceException">It is larger than the medium.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal string Make(KeptOrder order, CancellationToken cancellationToken)
    {
        var (image, part) = (ImageOf(order.Id), ImageOf(order.Id) + ".part");
        if (!File.Exists(image))
        {
            using (var output = new FileStream(part, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 17))
            {
                IsoImage.Write(order.Folder, order.Volume, order.CreatedAt, output, cancellationToken);
                DurableFile.Flush(output);
                CheckSize(order, output.Length);
            }

            File.Move(part, image);
        }

        return image;
    }

    /// <summary>The end of what xorriso has said; empty where it has said nothing.</summary>
    internal string ReadLog(string id)
    {
        if (!File.Exists(LogOf(id)))
        {
            return "";
        }

        using var log = new FileStream(LogOf(id), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        log.Seek(-Math.Min(log.Length, LongestLog), SeekOrigin.End);
        using var reader = new StreamReader(log);
        return reader.ReadToEnd();
    }

    /// <summary>Removes all of an order that has ended.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    internal void Remove(string id)
    {
        foreach (var file in (string[])[ImageOf(id), ImageOf(id) + ".part", CopyOf(id), LogOf(id)])
        {
            File.Delete(file);
        }
    }

    private static long CheckSize(KeptOrder order, long bytes) => CapacityOf(order.Medium) is var capacity && bytes <= capacity
        ? bytes
        : throw new MediaDeviceException(string.Create(CultureInfo.InvariantCulture, $"The content has {bytes} bytes, and a {order.Medium} holds {capacity}."));
}
