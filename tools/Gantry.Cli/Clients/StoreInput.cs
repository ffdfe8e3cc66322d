using Gantry.Cli.Administration;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Clients;

/// <summary>Files, folders, DICOMDIRs and ZIP archives as sources of instances.</summary>
internal static class StoreInput
{
    /// <summary>Gives what the paths name, in their order; nothing is opened yet but DICOMDIRs and archives.</summary>
    /// <exception cref="CliException">A path names nothing, or a DICOMDIR or an archive cannot be read.</exception>
    public static async IAsyncEnumerable<StoreSource> ReadAsync(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (!File.Exists(path) && !Directory.Exists(path))
            {
                throw new CliException($"{path}: there is no such file or folder.");
            }

            var enumerator = StoreSource.OfPath(path).GetAsyncEnumerator();
            await using (enumerator.ConfigureAwait(false))
            {
                while (await NextAsync(enumerator, path).ConfigureAwait(false))
                {
                    yield return enumerator.Current;
                }
            }
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<StoreSource> sources, string path)
    {
        try
        {
            return await sources.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or DicomEncodingException)
        {
            throw new CliException($"{path}: {fault.Message}", fault);
        }
    }
}
