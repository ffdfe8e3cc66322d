using System.Composition.Hosting;
using System.Diagnostics;
using System.Reflection;
using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Plugins.Folders;
using Gantry.Host.Plugins.Loading;
using Gantry.Host.Plugins.Settings;
using Gantry.Host.Plugins.Signatures;
using Gantry.Host.Settings;

namespace Gantry.Host.Plugins.Registry;

/// <summary>Makes a generation of a plugin from its folder: copies, loads, composes, tries and starts it.</summary>
internal sealed class GenerationMaker(
    GantrySettings settings,
    PluginSettingsStore pluginSettings,
    PrivateCopies copies,
    ResidentContexts residents,
    SignatureVerifier signatures,
    IRemoteNodes nodes,
    IStudyEvents studyEvents,
    IInstanceIntake intake,
    IJobOwner jobOwner,
    ILoggerFactory loggers,
    TimeProvider time,
    ILogger<PluginGeneration> logger)
{
    /// <summary>A generation that is ready to serve.</summary>
    /// <param name="folder">What to load: a drop-in folder, or a private copy.</param>
    /// <param name="number">The generation's number.</param>
    /// <param name="steps">Where the time that each step takes is kept.</param>
    /// <param name="source">Where its parts get the services of other plugins.</param>
    /// <param name="check">Looks at what it would serve before it is started, and refuses by an exception.</param>
    /// <exception cref="PluginRefusedException">It cannot serve. Nothing of it is left running.</exception>
    public async Task<PluginGeneration> MakeAsync(
        PluginFolder folder, int number, StepTimes steps, IServiceSource source, Action<PluginComposition> check, CancellationToken cancellationToken)
    {
        // The plugin's code runs beside: a constructor that never returns must not hold whoever asked, nor the next change of the plugin.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(settings.StartTimeout);
        var making = Task.Run(() => MakeNowAsync(folder, number, steps, source, check, patience.Token), CancellationToken.None);
        try
        {
            return await making.WaitAsync(settings.StartTimeout + settings.StopTimeout, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!making.IsCompleted)
        {
            _ = DisposeLateAsync(making);
            throw new PluginRefusedException($"It did not start within {settings.StartTimeout.TotalSeconds:0} s, and does not end: its code runs on.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PluginRefusedException($"It did not start within {settings.StartTimeout.TotalSeconds:0} s.");
        }
    }

    /// <summary>Loads a plugin and composes its parts, and does not start it: for a look at what it could do with other settings than it has.</summary>
    /// <param name="folder">What to load.</param>
    /// <param name="number">The generation's number.</param>
    /// <param name="steps">Where the time that each step takes is kept.</param>
    /// <param name="source">Where its parts get the services of other plugins.</param>
    /// <param name="values">The settings, by key.</param>
    /// <exception cref="PluginRefusedException">It cannot be loaded. Nothing of it is left running.</exception>
    public PluginGeneration Load(PluginFolder folder, int number, StepTimes steps, IServiceSource source, IReadOnlyDictionary<string, string?> values)
    {
        steps.Enter(LifecycleStep.Verify);
        var copy = copies.Make(folder);
        var signature = signatures.Verify(FolderContent.Read(copy, FolderPolicy.OwnCopy));
        steps.Enter(LifecycleStep.Load);
        return Load(folder, copy, number, steps, source, values, signature);
    }

    private async Task<PluginGeneration> MakeNowAsync(
        PluginFolder folder, int number, StepTimes steps, IServiceSource source, Action<PluginComposition> check, CancellationToken cancellationToken)
    {
        steps.Enter(LifecycleStep.Verify);
        var copy = copies.Make(folder);
        var signature = signatures.Verify(FolderContent.Read(copy, FolderPolicy.OwnCopy)); // of the bytes that are loaded
        steps.Enter(LifecycleStep.Load);
        var generation = Load(folder, copy, number, steps, source, pluginSettings.Values(folder.Manifest.Id), signature);
        try
        {
            check(generation.Composition);
            steps.Enter(LifecycleStep.Start);
            await generation.StartAsync(cancellationToken).ConfigureAwait(false);
            steps.Enter(LifecycleStep.Warm);
            await generation.WarmAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await generation.DisposeAsync().ConfigureAwait(false);
            throw new OperationCanceledException(cancellationToken); // a new one: the plugin's would hold its load context
        }
#pragma warning disable CA1031 // a plugin may throw anything; it becomes text here, for the exception would hold its load context
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var reason = Reason(exception);
            await generation.DisposeAsync().ConfigureAwait(false);
            throw new PluginRefusedException(reason);
        }

        steps.End();
        logger.PluginServing(generation.ToString(), steps.ToString());
        return generation;
    }

    private static async Task DisposeLateAsync(Task<PluginGeneration> making)
    {
        try
        {
            var late = await making.ConfigureAwait(false);
            late.Retire();
            await late.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is PluginRefusedException or OperationCanceledException)
        {
            return; // it has said so when it was given up
        }
    }

    private PluginGeneration Load(
        PluginFolder folder, string copy, int number, StepTimes steps, IServiceSource source, IReadOnlyDictionary<string, string?> values, PluginSignature? signature)
    {
        var running = RunningCode.Add(folder.Manifest.Id, folder.Manifest.Version.ToString(), folder.ContentHash);
        RunningCode.Enter(running);
        try
        {
            return Load(folder, copy, number, steps, source, values, signature, running);
        }
        catch
        {
            running.Dispose();
            throw;
        }
    }

    private PluginGeneration Load(
        PluginFolder folder, string copy, int number, StepTimes steps, IServiceSource source, IReadOnlyDictionary<string, string?> values, PluginSignature? signature, RunningPlugin running)
    {
        var assembly = PluginAssembly.Load(folder, copy, residents.For(folder, copy), settings.Keeps(folder.Manifest.Id));
        var stopping = new CancellationTokenSource();
        try
        {
            var own = SettingsOf(assembly.Assembly, folder.Manifest.Id, values);
            var context = PluginContext.Make(settings, folder.Manifest, copy, values, stopping.Token);
            var composition = PluginComposition.Compose(assembly.Assembly, HostServices(context, own), source);
            own?.Bind(composition);
            return new PluginGeneration(number, folder, copy, assembly, composition, stopping, settings.StopTimeout, time, logger)
            {
                IsKept = settings.Keeps(folder.Manifest.Id),
                Running = running,
                Steps = steps,
                Signature = signature,
                Settings = own,
            };
        }
#pragma warning disable CA1031 // as above
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var reason = Reason(exception);
            stopping.Dispose();
            assembly.Dispose();
            throw new PluginRefusedException(reason);
        }
    }

    private GenerationSettings? SettingsOf(Assembly assembly, string id, IReadOnlyDictionary<string, string?> values)
    {
        var own = GenerationSettings.Of(assembly);
        pluginSettings.Declare(id, own?.Settings ?? []); // also where it is refused: then an administrator can mend them
        foreach (var name in own is null ? [] : SettingsDeclaration.Unknown(own.Settings, values.Keys))
        {
            logger.PluginSettingUnknown(id, name);
        }

        own?.Take(values);
        return own;
    }

    private Dictionary<Type, object> HostServices(PluginContext context, GenerationSettings? own)
    {
        var services = new Dictionary<Type, object>
        {
            [typeof(IPluginContext)] = context,
            [typeof(IRemoteNodes)] = nodes,
            [typeof(IStudyEvents)] = studyEvents,
            [typeof(IInstanceIntake)] = intake,
            [typeof(IJobOwner)] = jobOwner,
            [typeof(ILoggerFactory)] = new PluginLoggers(loggers, context.Id, settings.Logging.PatientData),
            [typeof(TimeProvider)] = time,
        };
        if (own is not null)
        {
            services.Add(own.Contract, own);
        }

        return services;
    }

    /// <summary>What became of a plugin's exception, in a line; the exception itself would hold its load context.</summary>
    public static string Reason(Exception exception) => exception switch
    {
        PluginRefusedException => exception.Message,
        CompositionFailedException => $"Its parts cannot be composed: {FirstLine(exception.Message)}",
        _ => $"{Thrower(exception)} threw {exception.GetType().Name}: {FirstLine(exception.Message)}",
    };

    // The part that threw is the type of the topmost frame that is not the framework's.
    private static string Thrower(Exception exception)
    {
        var method = new StackTrace(exception).GetFrames().Select(frame => frame.GetMethod())
            .FirstOrDefault(method => PluginCode.Has(method?.DeclaringType?.Assembly));
        return method?.DeclaringType is { } type ? type.FullName!.Split("+<", 2)[0] : "Starting it"; // of an async method the type, not its state machine
    }

    private static string FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }
}
