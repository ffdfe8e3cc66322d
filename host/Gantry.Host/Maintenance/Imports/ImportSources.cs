using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Host.Maintenance.Imports;

/// <summary>The files that paths name, in an order that is the same each time.</summary>
internal static class ImportSources
{
    /// <summary>Gives them as they are found.</summary>
    /// <param name="paths">Files, folders, DICOMDIRs and ZIP archives.</param>
    /// <param name="failed">Is told of a path that cannot be read, or not to its end.</param>
    public static async IAsyncEnumerable<StoreSource> ReadAsync(IEnumerable<string> paths, Action<string, string> failed)
    {
        foreach (var path in paths)
        {
            var sources = StoreSource.OfPath(path).GetAsyncEnumerator();
            await using (sources.ConfigureAwait(false))
            {
                while (await NextAsync(sources, path, failed).ConfigureAwait(false))
                {
                    yield return sources.Current;
                }
            }
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<StoreSource> sources, string path, Action<string, string> failed)
    {
        try
        {
            return await sources.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or DicomEncodingException)
        {
            failed(path, fault.Message);
            return false;
        }
    }
}
