using System.Security.Cryptography;
using System.Text;

namespace Gantry.Plugins.FileStore;

/// <summary>The instances of which a store that died has left unsaid whether the catalog has them: lists in files of the store's folder, which go when all was settled.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class UncertainInstances(string folder, StoreFiles files)
{
    private const string Prefix = "uncertain-";

    private readonly Lock _gate = new();
    private List<string>? _locations;

    /// <summary>Keeps further ones, durably.</summary>
    /// <exception cref="IOException">They are not kept.</exception>
    public void Add(IReadOnlyList<string> locations)
    {
        lock (_gate)
        {
            var path = Path.Combine(folder, Prefix + RandomNumberGenerator.GetHexString(16, lowercase: true));
            var temporary = path + ".tmp";
            using (var file = files.Create(temporary))
            {
                files.Write(file, Encoding.ASCII.GetBytes(string.Concat(locations.Select(location => location + "\n"))));
                files.SyncFile(file);
            }

            files.Rename(temporary, path);
            files.SyncFolder(folder);
            _locations = null;
        }
    }

    /// <summary>Their locations.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public IReadOnlyList<string> List()
    {
        lock (_gate)
        {
            return [.. Locations];
        }
    }

    /// <summary>Forgets some. Until all are settled a start tells of them again.</summary>
    /// <exception cref="IOException">They are not forgotten.</exception>
    public void Settle(IReadOnlySet<string> locations)
    {
        lock (_gate)
        {
            if (Locations.RemoveAll(locations.Contains) > 0 && Locations.Count == 0)
            {
                foreach (var path in Paths())
                {
                    files.Delete(path);
                }
            }
        }
    }

    private List<string> Locations => _locations ??= [.. Paths().SelectMany(File.ReadLines).Where(line => InstanceLocation.TryParse(line, out _)).Distinct(StringComparer.Ordinal)];

    // Without those that were not finished: their journals are there still.
    private IEnumerable<string> Paths() => Directory.GetFiles(folder, Prefix + "*").Where(path => !path.EndsWith(".tmp", StringComparison.Ordinal));
}
