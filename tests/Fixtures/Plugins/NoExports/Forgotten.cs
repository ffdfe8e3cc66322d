using Gantry.Contracts;

namespace Gantry.Fixtures.NoExports;

/// <summary>An observer whose export was forgotten.</summary>
public sealed class Forgotten : IOperationObserver
{
    public ValueTask OnCompletedAsync(CompletedOperation operation, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
