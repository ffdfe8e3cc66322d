using System.Composition;
using System.Globalization;
using Gantry.Contracts;

namespace Gantry.Fixtures.Counter;

[Export(typeof(IOperationObserver)), Export(typeof(IStudyObserver)), Shared]
[method: ImportingConstructor]
public sealed class Counter(IPluginContext context) : IOperationObserver, IStudyObserver
{
    private int _count;

    public async ValueTask OnCompleteAsync(CompleteStudy study, CancellationToken cancellationToken) =>
        await File.AppendAllTextAsync(Path.Combine(context.DataFolder, "studies"), $"{study.StudyInstanceUid}\n", cancellationToken).ConfigureAwait(false);

    public async ValueTask OnCompletedAsync(CompletedOperation operation, CancellationToken cancellationToken)
    {
        var count = Interlocked.Increment(ref _count);
        await File.WriteAllTextAsync(Path.Combine(context.DataFolder, "count"), count.ToString(CultureInfo.InvariantCulture), cancellationToken)
            .ConfigureAwait(false);
    }
}
