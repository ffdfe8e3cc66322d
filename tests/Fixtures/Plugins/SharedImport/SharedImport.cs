using System.Composition;
using Gantry.Contracts;

namespace Gantry.Fixtures.SharedImport;

[Export(typeof(IOperationObserver)), Shared]
[method: ImportingConstructor]
public sealed class Holder(ICatalog catalog) : IOperationObserver
{
    public async ValueTask OnCompletedAsync(CompletedOperation operation, CancellationToken cancellationToken) =>
        _ = await catalog.CountAsync(cancellationToken).ConfigureAwait(false);
}
