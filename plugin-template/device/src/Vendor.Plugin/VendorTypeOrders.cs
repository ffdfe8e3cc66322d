using System.Composition;
using System.Text.Json;
using Gantry.Contracts;
using Gantry.Dicom;

namespace VendorNamespace;

/// <summary>The orders, each a file of the plugin's data folder: they outlive the server, and two versions of the plugin that run for a while at once see the same.</summary>
[Export, Shared]
[method: ImportingConstructor]
public sealed class VendorTypeOrders(IPluginContext plugin)
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(plugin.DataFolder, "orders")).FullName;

    /// <summary>Holds an order until what is returned is disposed; null where another does, in this process or not. Only who holds an order changes it.</summary>
    public FileStream? TryHold(string id)
    {
        try
        {
            return new FileStream(PathOf(id) + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public VendorTypeOrder? Find(string id) => File.Exists(PathOf(id)) ? Read(PathOf(id)) : null;

    /// <summary>Those that have not ended, the oldest first.</summary>
    public IReadOnlyList<VendorTypeOrder> Open() =>
        [.. Directory.EnumerateFiles(_folder, "*.json").Select(Read).OfType<VendorTypeOrder>().Where(order => !order.HasEnded).OrderBy(order => order.TakenAt)];

    /// <summary>Keeps an order; it is on the disk when this returns.</summary>
    public void Keep(VendorTypeOrder order)
    {
        var part = PathOf(order.Id) + ".part";
        using (var output = new FileStream(part, FileMode.Create))
        {
            JsonSerializer.Serialize(output, order, VendorTypeJson.Default.VendorTypeOrder);
            DurableFile.Flush(output);
        }

        DurableFile.Move(part, PathOf(order.Id));
    }

    public void Remove(string id)
    {
        File.Delete(PathOf(id));
        File.Delete(PathOf(id) + ".lock");
    }

    private static VendorTypeOrder? Read(string path) => JsonSerializer.Deserialize(File.ReadAllBytes(path), VendorTypeJson.Default.VendorTypeOrder);

    // Whoever gives orders names them by capitals and digits; anything else could be a path that leads elsewhere.
    private string PathOf(string id) => id.Length <= MediaOrder.MaximumIdLength && id.Length > 0 && id.All(char.IsAsciiLetterOrDigit)
        ? Path.Combine(_folder, id + ".json")
        : throw new MediaDeviceException("An order is named by capitals and digits.");
}
