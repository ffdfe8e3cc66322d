using System.Composition;
using Gantry.Contracts;

namespace Gantry.Fixtures.BadCitizen;

[Export(typeof(IPluginLifecycle)), Shared]
public sealed class Life : IPluginLifecycle, IPluginWarmUp, IDisposable
{
    private readonly string _does;
    private readonly Leaks _leaks;

    [ImportingConstructor]
    public Life(IPluginContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _does = context.Settings.GetValueOrDefault("Does") ?? "";
        _leaks = new Leaks(context);
        If("throw in the constructor", () => throw new InvalidOperationException("Thrown by a constructor."));
    }

    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        if (_does == "hang in start")
        {
            await new TaskCompletionSource().Task.ConfigureAwait(false);
        }

        If("throw in start", () => throw new InvalidOperationException("Thrown by a start."));
        If("fail fast in start", () => Environment.FailFast("A plugin wants it so."));
        If("throw on a thread", () => new Thread(() => throw new InvalidOperationException("Thrown by a thread.")).Start());
        _leaks.Begin(_does);
    }

    public ValueTask WarmAsync(CancellationToken cancellationToken)
    {
        If("throw in warm up", () => throw new InvalidOperationException("Thrown by a warm-up."));
        return ValueTask.CompletedTask;
    }

    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        If("throw in stop", () => throw new InvalidOperationException("Thrown by a stop."));
        if (_does == "hang in stop")
        {
            await new TaskCompletionSource().Task.ConfigureAwait(false);
        }
    }

    public void Dispose() => If("throw in dispose", () => throw new InvalidOperationException("Thrown by a dispose."));

    private void If(string what, Action then)
    {
        if (_does == what)
        {
            then();
        }
    }
}
