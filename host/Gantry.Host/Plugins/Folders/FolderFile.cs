namespace Gantry.Host.Plugins.Folders;

/// <summary>A file of a plugin's folder.</summary>
/// <param name="Path">Its path below the folder, with slashes.</param>
/// <param name="FullName">Where it is.</param>
/// <param name="Facts">What it was when it was looked at.</param>
internal sealed record FolderFile(string Path, string FullName, FileFacts Facts)
{
    /// <exception cref="PluginRefusedException">It is no longer what it was.</exception>
    public FileStream OpenRead()
    {
        if (!OperatingSystem.IsLinux())
        {
            return File.OpenRead(FullName);
        }

        var (handle, facts) = LinuxFiles.Open(FullName);
        if (facts.Kind == FileKind.File && facts.Identity == Facts.Identity)
        {
            return new FileStream(handle, FileAccess.Read, bufferSize: 0);
        }

        handle.Dispose();
        throw new PluginRefusedException($"{Path} was exchanged while the folder was being read; it is read again when it has been quiet.");
    }

    /// <summary>Reads a file that must be small.</summary>
    /// <exception cref="PluginRefusedException">It is not, or no longer what it was.</exception>
    public byte[] ReadAll(int maximumBytes)
    {
        using var stream = OpenRead();
        var length = stream.Length;
        if (length > maximumBytes)
        {
            throw new PluginRefusedException($"{Path} is larger than {maximumBytes} bytes.");
        }

        var bytes = new byte[length];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    public void CopyTo(string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = (Facts.Mode & UnixFileMode.UserExecute) | UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var from = OpenRead();
        using var to = new FileStream(target, options);
        from.CopyTo(to);
    }
}
