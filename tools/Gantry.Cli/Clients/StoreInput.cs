using Gantry.Cli.Administration;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Clients;

/// <summary>Files, folders and DICOMDIRs as sources of instances.</summary>
internal static class StoreInput
{
    /// <summary>Gives what the paths name, in their order; nothing is opened yet but DICOMDIRs.</summary>
    /// <exception cref="CliException">A path names nothing, or a DICOMDIR cannot be read.</exception>
    public static async IAsyncEnumerable<StoreSource> ReadAsync(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (Path.GetFileName(path).Equals("DICOMDIR", StringComparison.OrdinalIgnoreCase) && File.Exists(path))
            {
                await foreach (var source in FromFileSet(path).ConfigureAwait(false))
                {
                    yield return source;
                }
            }
            else if (Directory.Exists(path))
            {
                foreach (var source in StoreSource.OfFolder(path).Where(source => !Path.GetFileName(source.Name).Equals("DICOMDIR", StringComparison.OrdinalIgnoreCase)))
                {
                    yield return source;
                }
            }
            else if (File.Exists(path))
            {
                yield return StoreSource.OfFile(path);
            }
            else
            {
                throw new CliException($"{path}: there is no such file or folder.");
            }
        }
    }

    private static async IAsyncEnumerable<StoreSource> FromFileSet(string path)
    {
        var enumerator = StoreSource.OfFileSet(path).GetAsyncEnumerator();
        await using (enumerator.ConfigureAwait(false))
        {
            while (true)
            {
                try
                {
                    if (!await enumerator.MoveNextAsync().ConfigureAwait(false))
                    {
                        yield break;
                    }
                }
                catch (Exception fault) when (fault is IOException or DicomEncodingException)
                {
                    throw new CliException($"{path}: {fault.Message}", fault);
                }

                yield return enumerator.Current;
            }
        }
    }
}
