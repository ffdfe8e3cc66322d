using System.Composition;
using Gantry.Contracts;

namespace Gantry.Fixtures.Clinger;

[Export(typeof(IOperationObserver)), Shared]
public sealed class Clinger : IOperationObserver
{
    private int _exits;

    public ValueTask OnCompletedAsync(CompletedOperation operation, CancellationToken cancellationToken)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _exits++;
        return ValueTask.CompletedTask;
    }
}
