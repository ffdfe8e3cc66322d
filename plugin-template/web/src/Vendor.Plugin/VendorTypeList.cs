using System.Composition;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gantry.Contracts;
using Gantry.Dicom;

namespace VendorNamespace;

/// <summary>What each user has kept: an empty file for each study, in a folder for each user of the plugin's data folder.</summary>
/// <remarks>Shared: many requests call it at once, and for a while those of two versions of the plugin. A file is there or is not, so nothing needs a lock.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class VendorTypeList(IPluginContext plugin, IPluginSettings<VendorTypeSettings> settings, TimeProvider time)
{
    /// <summary>The days on which studies were kept, by Study Instance UID.</summary>
    public Dictionary<string, string> Of(string user) => Files(user).ToDictionary(
        file => file.Name, file => file.LastWriteTimeUtc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>Keeps studies; those that are kept already stay as they are.</summary>
    /// <returns>False where they would be more than a user can keep: none is added then.</returns>
    public bool TryAdd(string user, IEnumerable<Uid> studies)
    {
        var kept = Files(user).Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        var added = studies.Select(study => study.Value).Where(study => !kept.Contains(study)).ToHashSet(StringComparer.Ordinal);
        if (kept.Count + added.Count > settings.Current.MaximumStudies)
        {
            return false;
        }

        var folder = Directory.CreateDirectory(FolderOf(user)).FullName;
        foreach (var study in added)
        {
            var file = Path.Combine(folder, study);
            File.WriteAllBytes(file, []);
            File.SetLastWriteTimeUtc(file, time.GetUtcNow().UtcDateTime);
        }

        return true;
    }

    /// <summary>Keeps a study no longer; nothing happens where it is not kept.</summary>
    public void Remove(string user, Uid study)
    {
        if (Directory.Exists(FolderOf(user)))
        {
            File.Delete(Path.Combine(FolderOf(user), study.Value));
        }
    }

    private IEnumerable<FileInfo> Files(string user) => new DirectoryInfo(FolderOf(user)) is { Exists: true } folder ? folder.EnumerateFiles() : [];

    // A user's name may have what no file's can.
    private string FolderOf(string user) => Path.Combine(plugin.DataFolder, "kept", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user)).AsSpan(0, 20)));
}
