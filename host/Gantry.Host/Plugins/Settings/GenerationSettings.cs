using System.Collections.Immutable;
using System.Reflection;
using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;

namespace Gantry.Host.Plugins.Settings;

/// <summary>The settings of one generation of a plugin. It refers to the plugin's types, and goes with it.</summary>
internal abstract class GenerationSettings(SettingsDeclaration declaration)
{
    /// <summary>What the plugin declares; may be kept beyond the generation.</summary>
    public ImmutableArray<SettingDescription> Settings => Declaration.Settings;

    /// <summary>What the plugin's parts import: <see cref="IPluginSettings{T}"/> of its record.</summary>
    public abstract Type Contract { get; }

    protected SettingsDeclaration Declaration { get; } = declaration;

    /// <summary>What the settings of an assembly are; null where it declares none.</summary>
    /// <exception cref="PluginRefusedException">The declaration cannot be used.</exception>
    public static GenerationSettings? Of(Assembly assembly)
    {
        List<Type> records;
        try
        {
            records = [.. assembly.GetTypes().Where(type => type.IsDefined(typeof(PluginSettingsAttribute), inherit: false))];
        }
        catch (ReflectionTypeLoadException)
        {
            return null; // the composition says which type, and why
        }

        if (records.Count > 1)
        {
            throw new PluginRefusedException($"It declares its settings twice, in {records[0].Name} and {records[1].Name}; one record has them all.");
        }

        try
        {
            return records.Count == 0 ? null
                : (GenerationSettings)Activator.CreateInstance(typeof(GenerationSettings<>).MakeGenericType(records[0]), SettingsDeclaration.Of(records[0]))!;
        }
        catch (PluginSettingsException fault)
        {
            throw new PluginRefusedException($"Its settings cannot be declared as they are. {fault.Message}");
        }
    }

    /// <summary>Takes values in place of the defaults; before the plugin's parts are made.</summary>
    /// <exception cref="PluginRefusedException">They cannot be used; every fault is named.</exception>
    public abstract void Take(IReadOnlyDictionary<string, string?> values);

    /// <summary>Finds the part that is to be told of changes.</summary>
    public abstract void Bind(PluginComposition composition);

    /// <summary>Puts other values in place while the plugin serves.</summary>
    /// <exception cref="PluginRefusedException">They cannot be used, or the plugin refuses them; the former ones are back in place.</exception>
    public abstract Task ApplyAsync(IReadOnlyDictionary<string, string?> values, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken);
}

/// <inheritdoc cref="GenerationSettings"/>
internal sealed class GenerationSettings<T>(SettingsDeclaration declaration) : GenerationSettings(declaration), IPluginSettings<T>
    where T : class
{
    private volatile T? _current;
    private IAppliesSettings<T>? _applier;

    public override Type Contract => typeof(IPluginSettings<T>);

    public T Current => _current ?? throw new InvalidOperationException("The settings have no values yet.");

    public override void Take(IReadOnlyDictionary<string, string?> values) => _current = Read(values);

    public override void Bind(PluginComposition composition) => _applier = composition.Find<IAppliesSettings<T>>();

    public override async Task ApplyAsync(IReadOnlyDictionary<string, string?> values, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var (before, next) = (_current, Read(values));
        _current = next;
        if (_applier is not { } applier)
        {
            return;
        }

        string? refusal;
        try
        {
            await Task.Run(() => applier.ApplyAsync(next, cancellationToken).AsTask(), cancellationToken).WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _current = before;
            throw new OperationCanceledException(cancellationToken); // a new one: the plugin's would hold its load context
        }
#pragma warning disable CA1031 // a plugin may throw anything; it becomes text here, for the exception would hold its load context
        catch (Exception exception)
#pragma warning restore CA1031
        {
            refusal = exception is TimeoutException ? $"they were not applied within {patience.TotalSeconds:0} s." : $"{exception.GetType().Name}: {exception.Message}";
        }

        _current = before;
        throw new PluginRefusedException($"The plugin refused the settings, and has the former ones: {refusal}");
    }

    private T Read(IReadOnlyDictionary<string, string?> values)
    {
        try
        {
            return (T)Declaration.Read(values);
        }
        catch (PluginSettingsException faults)
        {
            throw new PluginRefusedException($"Its settings cannot be used. {faults.Message}");
        }
    }
}
