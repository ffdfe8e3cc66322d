using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Access;

/// <summary>Reads the rules when the plugin starts and when they are changed: one that cannot be read refuses the start, or the change.</summary>
[Export(typeof(IAppliesSettings<AccessSettings>)), Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class SettingsCheck(IPluginSettings<AccessSettings> settings) : IAppliesSettings<AccessSettings>, IPluginLifecycle
{
    private static readonly AETitle Anybody = new("ANYBODY");

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken) => ApplyAsync(settings.Current, cancellationToken);

    /// <inheritdoc/>
    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask ApplyAsync(AccessSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        foreach (var scope in settings.Scopes)
        {
            ScopeRule.Parse(scope[(scope.IndexOf('=', StringComparison.Ordinal) + 1)..], Anybody);
        }

        return ValueTask.CompletedTask;
    }
}
