using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Retention;

/// <summary>
/// The bytes of instances that are leaving the catalog: a note for each part of a study in the plugin's data folder, written before the catalog is changed. They are deleted when nobody
/// can be retrieving them any more, and never while the catalog lists them.
/// </summary>
/// <remarks>Safe for concurrent use. A note that a power failure loses leaves bytes that nobody needs, never the other way round.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class WaitingBytes(IPluginContext context, TimeProvider time, ILoggerFactory loggers)
{
    private const string Extension = ".txt";
    private readonly string _folder = Path.Combine(context.DataFolder, "waiting");
    private readonly ILogger _logger = loggers.CreateLogger<WaitingBytes>();

    /// <summary>The instances that wait.</summary>
    /// <exception cref="IOException">The notes cannot be read.</exception>
    internal int Count => Notes().Sum(note => File.ReadLines(note).Count());

    /// <summary>Notes instances that are about to leave the catalog.</summary>
    /// <exception cref="IOException">They cannot be noted; they must stay.</exception>
    internal void Add(IEnumerable<DoomedInstance> instances)
    {
        DurableFile.CreateFolder(_folder);
        var name = Path.Combine(_folder, $"{Guid.NewGuid():N}");
        using (var file = new FileStream(name, FileMode.CreateNew, FileAccess.Write))
        {
            using (var text = new StreamWriter(file, leaveOpen: true))
            {
                foreach (var instance in instances)
                {
                    text.WriteLine($"{instance.SopInstance} {instance.Location}");
                }
            }

            DurableFile.Flush(file);
        }

        File.SetLastWriteTimeUtc(name, time.GetUtcNow().UtcDateTime);
        DurableFile.Move(name, name + Extension);
    }

    /// <summary>Deletes the bytes that have waited for long enough.</summary>
    /// <exception cref="CatalogException">The catalog cannot tell what it lists; they stay.</exception>
    /// <exception cref="IOException">They cannot be deleted now.</exception>
    internal async Task SweepAsync(ICatalog catalog, IInstanceStore store, TimeSpan grace, CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow() - grace).UtcDateTime;
        foreach (var note in Notes().Where(note => File.GetLastWriteTimeUtc(note) <= before))
        {
            var waiting = File.ReadLines(note).Select(line => line.Split(' ', 2)).Where(parts => parts.Length == 2).ToList();
            var listed = new HashSet<string>(StringComparer.Ordinal);
            if (waiting.Count > 0)
            {
                var selection = new InstanceSelection { Instances = [.. waiting.Select(parts => new Uid(parts[0])).Distinct()] };
                await foreach (var instance in catalog.SelectAsync(selection, cancellationToken).ConfigureAwait(false))
                {
                    listed.Add(instance.Location);
                }
            }

            foreach (var location in waiting.Select(parts => parts[1]).Where(location => !listed.Contains(location)))
            {
                await store.DeleteAsync(location, cancellationToken).ConfigureAwait(false);
            }

            if (waiting.Count(parts => listed.Contains(parts[1])) is > 0 and var still)
            {
                _logger.StillListed(still); // the host died before the catalog was changed, or a rebuild has found them
            }

            File.Delete(note);
        }
    }

    private string[] Notes() => Directory.Exists(_folder) ? Directory.GetFiles(_folder, "*" + Extension) : [];
}
