using System.Composition;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Where the content of media is prepared and lies until they are made: a folder for each request, and in it one for each part.</summary>
/// <remarks>Safe for concurrent use. Names say nothing of patients.</remarks>
[Export, Shared]
public sealed class StagingFolder
{
    private readonly string _path;

    /// <summary>The folder, made where it is not there.</summary>
    [ImportingConstructor]
    public StagingFolder(IPluginContext plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        _path = Directory.CreateDirectory(Path.Combine(plugin.DataFolder, "staging")).FullName;
        UnrelatedFolders.In(_path);
    }

    /// <summary>True while the content of some request lies here.</summary>
    internal bool IsInUse => Directory.EnumerateDirectories(_path).Any();

    /// <summary>The folder of a request.</summary>
    internal string Of(Uid request) => Path.Combine(_path, NameOf(request));

    /// <summary>The folder of a part of a request, the root of its medium.</summary>
    /// <param name="request">The request.</param>
    /// <param name="part">Which part, from 1.</param>
    internal string Of(Uid request, int part) => Path.Combine(Of(request), part.ToString(CultureInfo.InvariantCulture));

    /// <summary>Removes the content of a request, where there is any.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    internal void Remove(Uid request)
    {
        if (Directory.Exists(Of(request)))
        {
            Directory.Delete(Of(request), recursive: true);
        }
    }

    /// <summary>Removes what no request of these needs any more.</summary>
    internal void RemoveAllBut(IEnumerable<Uid> pending)
    {
        var needed = pending.Select(NameOf).ToHashSet();
        foreach (var folder in Directory.EnumerateDirectories(_path).Where(folder => !needed.Contains(Path.GetFileName(folder))).ToList())
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string NameOf(Uid request) => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(request.Value)))[..24];
}
