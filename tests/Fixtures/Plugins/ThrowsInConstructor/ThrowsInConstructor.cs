using System.Composition;
using Gantry.Contracts;

namespace Gantry.Fixtures.ThrowsInConstructor;

[Export(typeof(IOperationObserver)), Shared]
public sealed class Thrower : IOperationObserver
{
    public Thrower() => throw new InvalidOperationException("The licence file is missing.");

    public ValueTask OnCompletedAsync(CompletedOperation operation, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
