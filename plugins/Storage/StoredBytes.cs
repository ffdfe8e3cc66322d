using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>Deletes bytes that no catalog lists and nobody needs. Where that fails they only take room.</summary>
[Export]
[method: ImportingConstructor]
public sealed class StoredBytes(IInstanceStore store, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<StoredBytes>();

    internal async ValueTask DeleteAsync(string location, string correlationId)
    {
        try
        {
            await store.DeleteAsync(location, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            _logger.NotDeleted(failure.Message, correlationId);
        }
    }
}
