using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Storage;

/// <summary>Reads stored instances as if they came once more: what the catalog has of them is then the same.</summary>
/// <remarks>
/// What follows the attributes is not looked at, as it was not when the instance came: a peer may have sent pixel data that end too early, and what was
/// acknowledged is found again.
/// </remarks>
[Export, Export(typeof(IStoredInstanceReader))]
[method: ImportingConstructor]
public sealed class StoredInstanceReader(IInstanceStore store, SetAsideFolder setAside, IPluginSettings<StorageSettings> settings, TimeProvider time) : IStoredInstanceReader
{
    /// <inheritdoc/>
    public async ValueTask<CatalogEntry> ReadAsync(string location, CancellationToken cancellationToken)
    {
        if (setAside.HasLocation(location))
        {
            throw new FileNotFoundException("What is at the location was set aside.");
        }

        var content = await store.OpenAsync(location, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var scanner = new AttributeScanner(content.TransferSyntax);
            await scanner.ScanAsync(content.DataSet, cancellationToken).ConfigureAwait(false);
            if (scanner.Fault is { } fault && settings.Current.MalformedOf(content.SendingAETitle) != MalformedPolicy.Store)
            {
                throw new InvalidDataException(fault.Message, fault);
            }

            var (identity, refusal) = InstanceIdentity.Read(content.SopClass, content.SopInstance, scanner.Attributes);
            if (identity is null)
            {
                throw new InvalidDataException(refusal!.ErrorComment);
            }

            return new CatalogEntry
            {
                Attributes = identity.InCatalog(scanner.Attributes),
                TransferSyntax = content.TransferSyntax,
                Stored = new StoredInstance(location, content.Length, content.DataSetOffset),
                SourceAETitle = content.SendingAETitle,
                ReceivedAt = content.StoredAt ?? time.GetUtcNow(),
            };
        }
    }
}
