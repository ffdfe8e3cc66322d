using Gantry.Cli.Administration;
using Gantry.Dicom;

namespace Gantry.Cli.Commands;

/// <summary>DICOM files that commands read.</summary>
internal static class DicomInput
{
    /// <summary>Opens a file to be read from its start to its end.</summary>
    public static FileStream Open(string path) =>
        new(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0 });

    /// <summary>Reads a file.</summary>
    /// <exception cref="CliException">It is missing, forbidden or damaged.</exception>
    public static async Task<DicomFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await DicomFile.OpenAsync(path, null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw new CliException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>True for what a missing, forbidden or damaged file throws.</summary>
    public static bool IsUnreadable(Exception exception) =>
        exception is DicomEncodingException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
