using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom.Network;

/// <summary>The files that a DICOMDIR lists (PS3.10 §8.6, PS3.3 §F.3). Whatever it says, none is outside its folder.</summary>
internal static class FileSetFiles
{
    private const int MostComponents = 8; // PS3.10 §8.2

    /// <summary>Gives each file's path, or for what cannot be one the reason.</summary>
    /// <exception cref="DicomEncodingException">It is no DICOMDIR.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async IAsyncEnumerable<(string Name, string? Fault)> ReadAsync(string dicomdir)
    {
        DicomFile file;
        try
        {
            file = await DicomFile.OpenAsync(dicomdir).ConfigureAwait(false);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }

        if (!file.DataSet.Contains(Tags.DirectoryRecordSequence))
        {
            throw new DicomEncodingException($"{dicomdir} is no DICOMDIR: it has no Directory Record Sequence.");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(dicomdir))!;
        foreach (var record in file.DataSet.GetItems(Tags.DirectoryRecordSequence))
        {
            var id = record.GetStrings(Tags.ReferencedFileID);
            if (!id.IsEmpty)
            {
                yield return TryFind(folder, id, out var path, out var fault) ? (path, null) : (string.Join('\\', id), fault);
            }
        }
    }

    private static bool TryFind(string folder, IReadOnlyList<string> id, [NotNullWhen(true)] out string? path, [NotNullWhen(false)] out string? fault)
    {
        path = null;
        fault = null;
        if (id.Count > MostComponents || !id.All(IsName))
        {
            fault = "The Referenced File ID is no name of a file below the DICOMDIR's folder.";
            return false;
        }

        var current = folder;
        foreach (var component in id)
        {
            if (Child(current, component) is not { } child)
            {
                fault = "The file is not there.";
                return false;
            }

            if (child.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                fault = "A link is not followed: it could lead out of the DICOMDIR's folder.";
                return false;
            }

            current = child.FullName;
        }

        path = current;
        return true;
    }

    // Eight capitals, digits and underscores, says PS3.10 §8.2; longer names and small letters occur. What matters is that none leads elsewhere.
    private static bool IsName(string component) =>
        component.Length is > 0 and <= 64 && component.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.') && !component.StartsWith('.');

    // Media are mounted with their names in capitals, in small letters, or with a version behind them.
    private static FileSystemInfo? Child(string folder, string name)
    {
        foreach (var exact in (string[])[name, name.ToLowerInvariant()])
        {
            var path = Path.Combine(folder, exact);
            if (File.Exists(path) || Directory.Exists(path))
            {
                return Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            }
        }

        return Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFileSystemInfos().FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            : null;
    }
}
