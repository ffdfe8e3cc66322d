using System.Composition;
using System.Globalization;
using Gantry.Contracts;

namespace Gantry.Fixtures.Counter;

[Export(typeof(IOperationObserver)), Export(typeof(IStudyObserver)), Export(typeof(IWebObserver)), Shared]
[method: ImportingConstructor]
public sealed class Counter(IPluginContext context) : IOperationObserver, IStudyObserver, IWebObserver
{
    private int _count;

    public async ValueTask OnCompleteAsync(CompleteStudy study, CancellationToken cancellationToken) =>
        await File.AppendAllTextAsync(Path.Combine(context.DataFolder, "studies"), $"{study.StudyInstanceUid}\n", cancellationToken).ConfigureAwait(false);

    public async ValueTask OnAnsweredAsync(CompletedWebRequest request, CancellationToken cancellationToken) =>
        await File.AppendAllTextAsync(
            Path.Combine(context.DataFolder, "requests"),
            $"{request.Route}|{request.User}|{request.Status}|{request.Bytes}|{request.Query}|{request.Plugin}|{request.Outcome}\n", cancellationToken).ConfigureAwait(false);

    public async ValueTask OnCompletedAsync(CompletedOperation operation, CancellationToken cancellationToken)
    {
        var count = Interlocked.Increment(ref _count);
        await File.WriteAllTextAsync(Path.Combine(context.DataFolder, "count"), count.ToString(CultureInfo.InvariantCulture), cancellationToken)
            .ConfigureAwait(false);
    }
}
