using System.Security.Cryptography;
using System.Text;

namespace Gantry.Host.Plugins.Folders;

/// <summary>
/// The files of a folder that anybody may have made: looked at without following what leads out of it, without waiting for pipes, and within bounds.
/// </summary>
internal sealed class FolderContent
{
    public const int MaximumFiles = 5_000;
    public const int MaximumDepth = 24;
    public const long MaximumBytes = 2L << 30;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };
    private readonly List<FolderFile> _files = [];
    private readonly string _root;
    private readonly FolderRights _rights;
    private readonly bool _linksLeadOut;
    private long _bytes;
    private int _entries;

    private FolderContent(string path, FolderPolicy policy)
    {
        _root = path;
        _rights = new FolderRights(policy.Rights);
        _linksLeadOut = policy.LinksLeadOut;
    }

    /// <summary>The files, in order of their paths.</summary>
    public IReadOnlyList<FolderFile> Files => _files;

    /// <summary>What is not as it should be and yet no reason to refuse: a sentence; null where nothing is.</summary>
    public string? Remark => _rights.Remark;

    /// <exception cref="PluginRefusedException">There is something in it that no plugin has.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FolderContent Read(string path, FolderPolicy policy)
    {
        var content = new FolderContent(path, policy);
        content.Walk(content.Root(), "", 0);
        content._files.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        return content;
    }

    public FolderFile? Find(string path) => _files.Find(file => file.Path == path);

    /// <summary>A hash of the names and bytes of every file: 32 hexadecimal digits.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        foreach (var file in _files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file.Path + "\0"));
            using var stream = file.OpenRead();
            long length = 0;
            int count;
            while ((count = stream.Read(buffer)) > 0)
            {
                hash.AppendData(buffer, 0, count);
                length += count;
            }

            hash.AppendData(BitConverter.GetBytes(length));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    private string Root()
    {
        if (!Path.Exists(_root) && new FileInfo(_root).LinkTarget is null)
        {
            throw new PluginRefusedException($"There is no folder {Path.GetFileName(_root)}.");
        }

        var facts = FileFacts.Of(_root);
        var real = _root;
        if (facts.Kind == FileKind.Link)
        {
            if (!_linksLeadOut)
            {
                throw new PluginRefusedException($"The folder is a link to {new FileInfo(_root).LinkTarget}; Gantry:LinkedPlugins says whether such are taken.");
            }

            real = Target(_root, "The folder");
            facts = FileFacts.Of(real);
        }

        if (facts.Kind != FileKind.Folder)
        {
            throw new PluginRefusedException($"{Path.GetFileName(_root)} is no folder.");
        }

        if (Path.GetDirectoryName(real) is { } above)
        {
            _rights.CheckAbove(FileFacts.Of(above));
        }

        _rights.Check("The folder", facts);
        return real;
    }

    private void Walk(string folder, string path, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new PluginRefusedException($"Its folders are more than {MaximumDepth} deep.");
        }

        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Everything))
        {
            if (++_entries > MaximumFiles)
            {
                throw new PluginRefusedException($"It has more than {MaximumFiles} files and folders.");
            }

            if (entry.Name.Any(c => char.IsControl(c) || c == '\uFFFD'))
            {
                throw new PluginRefusedException("A name in it has characters that no name should have.");
            }

            Add(entry.FullName, path.Length == 0 ? entry.Name : $"{path}/{entry.Name}", depth, leadsOut: false);
        }
    }

    private void Add(string fullName, string path, int depth, bool leadsOut)
    {
        var facts = FileFacts.Of(fullName);
        switch (facts.Kind)
        {
            case FileKind.Link when !leadsOut:
                Follow(fullName, path, depth);
                return;
            case FileKind.Folder:
                _rights.Check(path, facts);
                Walk(fullName, path, depth + 1);
                return;
            case FileKind.File:
                _rights.Check(path, facts);
                _files.Add(new FolderFile(path, fullName, facts));
                _bytes += facts.Length;
                if (_bytes > MaximumBytes)
                {
                    throw new PluginRefusedException($"It is larger than {MaximumBytes >> 30} GB.");
                }

                return;
            default:
                throw new PluginRefusedException($"{path} is neither a file nor a folder.");
        }
    }

    // A link to a file beside it is as good as a copy; one that leads elsewhere is taken only where the administrator says so.
    private void Follow(string fullName, string path, int depth)
    {
        var target = Target(fullName, path);
        var isInside = target.StartsWith(Path.TrimEndingDirectorySeparator(_root) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && FileFacts.Of(target).Kind == FileKind.File;
        if (!isInside && !_linksLeadOut)
        {
            throw new PluginRefusedException($"{path} is a link to {new FileInfo(fullName).LinkTarget}; Gantry:LinkedPlugins says whether such are taken.");
        }

        Add(target, path, depth, leadsOut: true);
    }

    private static string Target(string link, string name) => new FileInfo(link).ResolveLinkTarget(returnFinalTarget: true) is { } target && Path.Exists(target.FullName)
        ? target.FullName
        : throw new PluginRefusedException($"{name} is a link to nothing.");
}
