using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>The orders of a device, each a file of a folder: so that they outlive the process, and two versions of a plugin see the same.</summary>
/// <remarks>Safe for concurrent use, of several processes, too.</remarks>
/// <typeparam name="TOrder">An order as the device keeps it: a record, which is compared by its values.</typeparam>
/// <param name="folder">The folder; made where it is not there. Nothing else may be in it.</param>
/// <param name="json">How an order is written and read.</param>
/// <param name="isOpen">Whether something is to be done with an order still.</param>
/// <param name="damaged">Is told, once for each, of orders that cannot be read; in a sentence.</param>
public class MediaOrderBook<TOrder>(string folder, JsonTypeInfo<TOrder> json, Func<TOrder, bool> isOpen, Action<string> damaged)
    where TOrder : class, IKeptOrder
{
    private const string Extension = ".json";
    private const int Attempts = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // Keeps all others out. On Windows a lock that is held can be removed with its order.
    private static readonly FileShare Alone = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
    private readonly ConcurrentDictionary<string, bool> _damaged = new(StringComparer.Ordinal);
    private readonly string _folder = Directory.CreateDirectory(folder).FullName;

    /// <summary>Works on an order until what is returned is disposed; null where another does, in this process or not.</summary>
    public IDisposable? TryWork(string id) => MediaOrder.IsId(id) ? TryLock(id, ".work") : null;

    /// <summary>The order of a name; null for none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public TOrder? Find(string id) => MediaOrder.IsId(id) ? Read(FileOf(id)) : null;

    /// <summary>The orders with which something is to be done still, the oldest first; without those that are damaged, which must not keep the others from being made.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<TOrder> Open() =>
    [
        .. Directory.EnumerateFiles(_folder, "*" + Extension).Select(ReadOrTell).OfType<TOrder>().Where(isOpen)
            .OrderBy(order => order.TakenAt).ThenBy(order => order.Id, StringComparer.Ordinal),
    ];

    /// <summary>Takes an order, unless one of its name is here.</summary>
    /// <exception cref="ArgumentException">An order cannot be called so: <see cref="MediaOrder.IsId"/>.</exception>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public async ValueTask AddAsync(TOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (!MediaOrder.IsId(order.Id))
        {
            throw new ArgumentException("An order is named by up to 30 capitals and digits.", nameof(order));
        }

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
    public async ValueTask<TOrder?> ChangeAsync(string id, Func<TOrder, TOrder> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
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
    public void Remove(string id)
    {
        if (!MediaOrder.IsId(id))
        {
            return; // there is none
        }

        File.Delete(FileOf(id));
        File.Delete(Path.Combine(_folder, id + ".lock"));
        File.Delete(Path.Combine(_folder, id + ".work"));
    }

    private TOrder? Read(string path)
    {
        try
        {
            using var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize(input, json);
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

    private TOrder? ReadOrTell(string path)
    {
        try
        {
            return Read(path);
        }
        catch (IOException failure) when (failure.InnerException is JsonException)
        {
            if (_damaged.TryAdd(path, true))
            {
                damaged(failure.Message);
            }

            return null;
        }
    }

    private void Keep(TOrder order)
    {
        var part = FileOf(order.Id) + ".part";
        using (var output = new FileStream(part, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(output, order, json);
            DurableFile.Flush(output);
        }

        DurableFile.Move(part, FileOf(order.Id));
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
}
