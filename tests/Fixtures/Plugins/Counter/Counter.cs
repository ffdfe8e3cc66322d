using System.Composition;
using System.Globalization;
using Gantry.Contracts;

namespace Gantry.Fixtures.Counter;

[Export(typeof(IOperationObserver)), Shared]
[method: ImportingConstructor]
public sealed class Counter(IPluginContext context) : IOperationObserver
{
    private int _count;

    public async ValueTask OnCompletedAsync(CompletedOperation operation, CancellationToken cancellationToken)
    {
        var count = Interlocked.Increment(ref _count);
        await File.WriteAllTextAsync(Path.Combine(context.DataFolder, "count"), count.ToString(CultureInfo.InvariantCulture), cancellationToken)
            .ConfigureAwait(false);
    }
}
