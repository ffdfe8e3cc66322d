using System.Collections.Concurrent;
using System.Composition;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DiscRecorder;

/// <summary>The orders, each a file of the plugin's data folder: so that they outlive the process, and two versions of the plugin see the same.</summary>
/// <remarks>Safe for concurrent use.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed partial class OrderBook(IPluginContext plugin, ILoggerFactory loggers)
{
    private const string Extension = ".json";
    private const int Attempts = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // Keeps all others out. On Windows a lock that is held can be removed with its order.
    private static readonly FileShare Alone = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
    private readonly ILogger _logger = loggers.CreateLogger<OrderBook>();
    private readonly ConcurrentDictionary<string, bool> _damaged = new(StringComparer.Ordinal);
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(plugin.DataFolder, "orders")).FullName;

    /// <summary>True for what can be the name of an order, and of a file.</summary>
    internal static bool IsId(string id) => id.Length <= MediaOrder.MaximumIdLength && IdForm().IsMatch(id);

    /// <summary>Works on an order until what is returned is disposed; null where another does, in this process or not.</summary>
    internal FileStream? TryWork(string id) => TryLock(id, ".work");

    /// <summary>The order of a name; null for none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal KeptOrder? Find(string id) => IsId(id) ? Read(FileOf(id)) : null;

    /// <summary>The orders with which something is to be done still, the oldest first; without those that are damaged, which must not keep the others from being made.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    internal IReadOnlyList<KeptOrder> Open() =>
    [
        .. Directory.EnumerateFiles(_folder, "*" + Extension).Select(ReadOrTell).OfType<KeptOrder>().Where(order => !order.HasEnded)
            .OrderBy(order => order.TakenAt).ThenBy(order => order.Id, StringComparer.Ordinal),
    ];

    /// <summary>Takes an order, unless one of its name is here.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    internal async ValueTask AddAsync(KeptOrder order, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(order.Id, cancellationToken).ConfigureAwait(false);
        if (Read(FileOf(order.Id)) is null)
        {
            Keep(order);
        }
    }

    /// <summary>Changes an order, after everybody who is at it; durable when it returns.</summary>
    /// <param name="id">The order.</param>
    /// <param name="change">Is given the order as it is, and returns what it is then.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The order as it is then; null where there is none.</returns>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    internal async ValueTask<KeptOrder?> ChangeAsync(string id, Func<KeptOrder, KeptOrder> change, CancellationToken cancellationToken)
    {
        if (Find(id) is null)
        {
            return null;
        }

        using var held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
        if (Read(FileOf(id)) is not { } order)
        {
            return null;
        }

        var changed = change(order);
        if (changed != order)
        {
            Keep(changed);
        }

        return changed;
    }

    /// <summary>Removes an order.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    internal void Remove(string id)
    {
        File.Delete(FileOf(id));
        File.Delete(Path.Combine(_folder, id + ".lock"));
        File.Delete(Path.Combine(_folder, id + ".work"));
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

    private KeptOrder? ReadOrTell(string path)
    {
        try
        {
            return Read(path);
        }
        catch (IOException failure) when (failure.InnerException is JsonException)
        {
            if (_damaged.TryAdd(path, true))
            {
                _logger.OrderDamaged(failure.Message);
            }

            return null;
        }
    }

    private void Keep(KeptOrder order)
    {
        var part = FileOf(order.Id) + ".part";
        using (var output = new FileStream(part, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(output, order, OrderJson.Default.KeptOrder);
            output.Flush(flushToDisk: true);
        }

        File.Move(part, FileOf(order.Id), overwrite: true);
    }

    // Nobody keeps it for longer than a file is written.
    private async ValueTask<FileStream> LockAsync(string id, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (TryLock(id, ".lock") is { } held)
            {
                return held;
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }

        throw new IOException($"The order {id} is changed all the time.");
    }

    private FileStream? TryLock(string id, string extension)
    {
        try
        {
            return new FileStream(Path.Combine(_folder, id + extension), FileMode.OpenOrCreate, FileAccess.ReadWrite, Alone, bufferSize: 0);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string FileOf(string id) => Path.Combine(_folder, id + Extension);

    [GeneratedRegex(@"\A[A-Z0-9]+\z")]
    private static partial Regex IdForm();
}
