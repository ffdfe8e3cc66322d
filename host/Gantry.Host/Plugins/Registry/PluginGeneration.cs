using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Gantry.Host.Logging;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Plugins.Folders;
using Gantry.Host.Plugins.Health;
using Gantry.Host.Plugins.Loading;
using Gantry.Host.Plugins.Settings;
using Gantry.Host.Plugins.Signatures;

namespace Gantry.Host.Plugins.Registry;

/// <summary>One loaded version of a plugin, from its composition to its unloading.</summary>
/// <remarks>Disposing it stops the plugin, disposes its parts and starts the unloading; what fails on the way is logged, and the rest is done.</remarks>
internal sealed class PluginGeneration : IAsyncDisposable
{
    private readonly Leases _leases;
    private readonly TimeProvider _time;
    private readonly TimeSpan _stopTimeout;
    private readonly CancellationTokenSource _stopping;
    private readonly CancellationTokenSource _cancelOperations = new();
    private readonly ILogger _logger;
    private PluginAssembly? _assembly;
    private PluginComposition? _composition;
    private GenerationSettings? _settings;
    private int _abandoned;

    public PluginGeneration(
        int number, PluginFolder folder, string privateCopy, PluginAssembly assembly, PluginComposition composition,
        CancellationTokenSource stopping, TimeSpan stopTimeout, TimeProvider time, ILogger logger)
    {
        _leases = new Leases(time);
        _time = time;
        _stopTimeout = stopTimeout;
        Number = number;
        Manifest = folder.Manifest;
        ContentHash = folder.ContentHash;
        PrivateCopy = privateCopy;
        LoadContext = assembly.LoadContext;
        _assembly = assembly;
        _composition = composition;
        _stopping = stopping;
        _logger = logger;
        Quarantine = new Quarantine(new QuarantineOptions(), time);
        CancelOperations = _cancelOperations.Token;
    }

    /// <summary>Counts the generations of this plugin since the host started; 1 is the first.</summary>
    public int Number { get; }

    public PluginManifest Manifest { get; }

    public string ContentHash { get; }

    public string PrivateCopy { get; }

    /// <summary>True where its code stays in memory after it was stopped, because the settings say so.</summary>
    public bool IsKept { get; init; }

    /// <summary>Dead once the generation's load context is collected.</summary>
    public WeakReference LoadContext { get; }

    /// <summary>Cancelled when the drain deadline has passed: operations should end now.</summary>
    public CancellationToken CancelOperations { get; }

    /// <summary>Keeps operations from it where it throws too often.</summary>
    public Quarantine Quarantine { get; }

    /// <summary>Its settings; null where it declares none, and once it is unloaded. Only whoever holds a lease may ask.</summary>
    public GenerationSettings? Settings
    {
        get => _settings;
        init => (_settings, DeclaredSettings) = (value, value?.Settings ?? []);
    }

    /// <summary>What it declares of settings.</summary>
    public ImmutableArray<SettingDescription> DeclaredSettings { get; private init; } = [];

    /// <summary>How its operations end.</summary>
    public GenerationHealth Health { get; } = new();

    /// <summary>Who signed it; null where it is not signed, or signatures are not looked at.</summary>
    public PluginSignature? Signature { get; init; }

    /// <summary>Its place in the record of what runs.</summary>
    public RunningPlugin Running { get; init; } = RunningPlugin.None;

    /// <summary>How long each step of its life took, in order.</summary>
    public required StepTimes Steps { get; init; }

    /// <summary>The operations that use it now.</summary>
    public int Operations => _leases.Count;

    /// <summary>How long the oldest of them has run; null where there is none.</summary>
    public TimeSpan? OldestOperation => _leases.OldestAge;

    /// <summary>The operations that were given up and have not ended: code of the plugin runs on.</summary>
    public int AbandonedOperations => Volatile.Read(ref _abandoned);

    /// <summary>The composed parts. Only whoever holds a lease may ask.</summary>
    public PluginComposition Composition => _composition ?? throw new InvalidOperationException($"{this} is unloaded.");

    /// <summary>A lease for one operation; null once it is retired.</summary>
    public Lease? TryAcquire() => _leases.TryTake(this);

    /// <summary>Notes that an operation was given up, until its task ends after all.</summary>
    public void Abandon(Task operation)
    {
        Interlocked.Increment(ref _abandoned);
        _ = operation.ContinueWith(_ => Interlocked.Decrement(ref _abandoned), TaskScheduler.Default);
    }

    /// <summary>Asks the operations that still run to end.</summary>
    public Task CancelAsync() => _cancelOperations.CancelAsync();

    /// <summary>Composes everything once and lets the plugin start.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Composition.Try(PrivateCopy);
        if (Composition.Lifecycle is { } lifecycle)
        {
            await lifecycle.StartAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets the plugin run once what would be slow the first time.</summary>
    public async Task WarmAsync(CancellationToken cancellationToken)
    {
        if (Composition.Lifecycle is IPluginWarmUp warmUp)
        {
            await warmUp.WarmAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>No new operation gets this generation.</summary>
    public void Retire() => _leases.Close();

    /// <summary>Waits for the last operation; after the deadline, cancels what is left where the policy says so, and goes on waiting.</summary>
    public async Task DrainAsync(DrainPolicy policy)
    {
        try
        {
            await _leases.Drained.WaitAsync(policy.Deadline, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _logger.PluginDrainsLong(ToString(), Operations, (long)(OldestOperation ?? TimeSpan.Zero).TotalSeconds, policy.Cancels ? "cancelled" : "waited for");
            if (policy.Cancels)
            {
                await _cancelOperations.CancelAsync().ConfigureAwait(false);
            }

            await _leases.Drained.ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        RunningCode.Enter(Running);
        await Attempt("stopping", async () =>
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            if (_composition?.Lifecycle is { } lifecycle)
            {
                // What does not stop is left as it is: it stays in memory, and the successor serves.
                await Task.Run(() => lifecycle.StopAsync(CancellationToken.None).AsTask()).WaitAsync(_stopTimeout, _time).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        await Attempt("disposing its parts", () =>
        {
            _composition?.Dispose();
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        LetGo();
    }

    public override string ToString() => $"{Manifest.Id} {Manifest.Version} (generation {Number})";

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LetGo()
    {
        _composition = null;
        _settings = null;
        _assembly?.Dispose();
        _assembly = null;
        Running.Dispose();
        _stopping.Dispose();
        _cancelOperations.Dispose();
    }

    private async Task Attempt(string step, Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // a plugin may throw anything; only the text is kept, for the exception would hold its load context
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.PluginStepFailed(ToString(), step, FaultText.Short(exception, withPatientData: false));
        }
    }
}
