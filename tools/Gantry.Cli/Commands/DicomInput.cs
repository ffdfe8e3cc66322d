using Gantry.Dicom;

namespace Gantry.Cli.Commands;

/// <summary>DICOM files that commands read.</summary>
internal static class DicomInput
{
    /// <summary>Opens a file to be read from its start to its end.</summary>
    public static FileStream Open(string path) =>
        new(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0 });

    /// <summary>True for what a missing, forbidden or damaged file throws.</summary>
    public static bool IsUnreadable(Exception exception) =>
        exception is DicomEncodingException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
