using Gantry.Dicom;

namespace Gantry.Host.Plugins.Registry;

/// <summary>The operation that runs in this flow of control: whose it is, and the generations that it has met as providers of services.</summary>
/// <remarks>
/// It goes with the flow, so that a provider on trial is chosen by the same caller as the handler. A plugin's timer may keep the flow long after the operation,
/// and with it this object, which therefore lets go of the generations when the operation ends.
/// </remarks>
internal sealed class CallerScope(AETitle caller) : IDisposable
{
    private static readonly AsyncLocal<CallerScope?> Ambient = new();
    private readonly List<PluginGeneration> _providers = [];

    /// <summary>Who calls; the default where no operation runs.</summary>
    public static AETitle Caller => Ambient.Value?._caller ?? default;

    private readonly AETitle _caller = caller;

    public static CallerScope Begin(AETitle caller) => Ambient.Value = new CallerScope(caller);

    /// <summary>Notes that the operation uses a generation.</summary>
    public static void Met(PluginGeneration provider)
    {
        if (Ambient.Value is { } scope)
        {
            lock (scope._providers)
            {
                scope._providers.Add(provider);
            }
        }
    }

    /// <summary>The providers met so far.</summary>
    public IReadOnlyList<PluginGeneration> Providers
    {
        get
        {
            lock (_providers)
            {
                return [.. _providers];
            }
        }
    }

    public void Dispose()
    {
        lock (_providers)
        {
            _providers.Clear();
        }
    }
}
