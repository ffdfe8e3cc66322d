using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>The data set of an instance while it is sent.</summary>
/// <param name="source">What the message takes it from.</param>
/// <param name="readers">What is completed afterwards.</param>
internal readonly struct StoreContent(DataSetSource source, params PipeReader[] readers)
{
    public DataSetSource Source => source;

    public async ValueTask CloseAsync()
    {
        foreach (var reader in readers)
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }
}
