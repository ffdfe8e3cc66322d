namespace Gantry.Dicom.Network;

/// <summary>Something that was named, and cannot be read.</summary>
internal sealed class MissingStoreSource(string name, string fault) : StoreSource(name)
{
    internal override ValueTask<StoreInstance> OpenAsync(CancellationToken cancellationToken) => throw new FileNotFoundException(fault, Name);
}
