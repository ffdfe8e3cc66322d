using System.Diagnostics;
using System.Net.Sockets;

namespace Gantry.Host.Tests.Plugins;

/// <summary>Puts into folders what no build makes.</summary>
internal static class FolderEntries
{
    public static void Allow(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | mode);
        }
    }

    public static void Forbid(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }
    }

    /// <summary>A pipe: whoever opens it to read waits until somebody writes.</summary>
    public static void MakePipe(string path) => Run("mkfifo", path);

    public static void GiveTo(string account, string path) => Run("chown", "-R", account, path);

    public static void MakeSocket(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var brief = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()); // the names of sockets are short
        socket.Bind(new UnixDomainSocketEndPoint(brief));
        File.Move(brief, path);
    }

    /// <summary>A file of any length that takes no space.</summary>
    public static void MakeSparse(string path, long length)
    {
        using var file = File.Create(path);
        file.SetLength(length);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
