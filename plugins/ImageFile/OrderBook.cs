using System.Composition;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.ImageFile;

/// <summary>The orders, each a file of the plugin's data folder: so that they outlive the process, and two versions of the plugin see the same.</summary>
/// <remarks>Safe for concurrent use. Only who holds an order, by <see cref="TryHold"/>, changes it.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed partial class OrderBook(IPluginContext plugin)
{
    private const string Extension = ".json";
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(plugin.DataFolder, "orders")).FullName;

    /// <summary>True for what can be the name of an order, and of a file.</summary>
    internal static bool IsId(string id) => id.Length <= MediaOrder.MaximumIdLength && IdForm().IsMatch(id);

    /// <summary>Holds an order until what is returned is disposed; null where another holds it, in this process or not.</summary>
    internal FileStream? TryHold(string id)
    {
        try
        {
            return new FileStream(Path.Combine(_folder, id + ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The order of a name; null for none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal KeptOrder? Find(string id) => IsId(id) ? Read(FileOf(id)) : null;

    /// <summary>The orders that have not ended, the oldest first.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    internal IReadOnlyList<KeptOrder> Open() =>
    [
        .. Directory.EnumerateFiles(_folder, "*" + Extension).Select(Read).OfType<KeptOrder>().Where(order => !order.HasEnded).OrderBy(order => order.TakenAt).ThenBy(order => order.Id),
    ];

    /// <summary>Keeps an order; durable when it returns.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void Keep(KeptOrder order)
    {
        var part = FileOf(order.Id) + ".part";
        using (var output = new FileStream(part, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(output, order, OrderJson.Default.KeptOrder);
            DurableFile.Flush(output);
        }

        DurableFile.Move(part, FileOf(order.Id));
    }

    /// <summary>Forgets an order.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    internal void Remove(string id)
    {
        File.Delete(FileOf(id));
        File.Delete(Path.Combine(_folder, id + ".lock"));
    }

    private static KeptOrder? Read(string path)
    {
        try
        {
            using var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize(input, OrderJson.Default.KeptOrder);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (JsonException damaged)
        {
            throw new IOException($"{path} is damaged: {damaged.Message}", damaged);
        }
    }

    private string FileOf(string id) => Path.Combine(_folder, id + Extension);

    [GeneratedRegex(@"\A[A-Z0-9]+\z")]
    private static partial Regex IdForm();
}
