using System.Collections.Immutable;
using Gantry.Contracts;

namespace Gantry.Plugins.Storage;

/// <summary>Rules that a setting says in texts, read once for each change of the settings.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class SettingRules<T>(IPluginSettings<StorageSettings> settings, Func<StorageSettings, ImmutableArray<string>> texts, Func<string, T> parse)
{
    private sealed record Read(StorageSettings Settings, ImmutableArray<T> Rules);

    private volatile Read? _read;

    /// <summary>The rules of now, in their order.</summary>
    public ImmutableArray<T> Current
    {
        get
        {
            var current = settings.Current;
            return (_read is { } read && ReferenceEquals(read.Settings, current) ? read : _read = new Read(current, [.. texts(current).Select(parse)])).Rules;
        }
    }
}
