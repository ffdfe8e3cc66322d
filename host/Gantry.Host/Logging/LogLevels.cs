using System.Collections.Immutable;
using Serilog.Core;
using Serilog.Events;

namespace Gantry.Host.Logging;

/// <summary>What is logged: a level for all, and others for plugins and for categories by the beginnings of their names. Changed while the server runs.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class LogLevels : ILogEventFilter
{
    /// <summary>What the categories of the web server begin with.</summary>
    public const string Server = "Microsoft.AspNetCore";

    private readonly Lock _changing = new();
    private volatile Rules _rules;

    public LogLevels(LogLevel level)
    {
        var framework = ImmutableSortedDictionary.Create<string, LogLevel>(StringComparer.OrdinalIgnoreCase)
            .Add("Microsoft", LogLevel.Warning).Add("System", LogLevel.Warning);
        _rules = new Rules(level, framework);
        Lowest = new LoggingLevelSwitch(Convert(_rules.Lowest));
        LowestOfServer = new LoggingLevelSwitch(Convert(_rules.LowestOf(Server)));
    }

    /// <summary>The lowest of all levels: what is below it need not even be put together.</summary>
    public LoggingLevelSwitch Lowest { get; }

    /// <summary>The lowest level for <see cref="Server"/>: it has two events of every request, which are not put together for nothing.</summary>
    public LoggingLevelSwitch LowestOfServer { get; }

    /// <summary>The level of what no other is set for.</summary>
    public LogLevel Default => _rules.Default;

    /// <summary>The levels of plugins and categories.</summary>
    public IReadOnlyDictionary<string, LogLevel> Others => _rules.Others;

    public void Set(LogLevel level) => Change(rules => new Rules(level, rules.Others));

    /// <summary>Sets the level of a plugin or category; null lets it follow the others again.</summary>
    public void Set(string name, LogLevel? level) =>
        Change(rules => new Rules(rules.Default, level is { } given ? rules.Others.SetItem(name, given) : rules.Others.Remove(name)));

    /// <summary>The level for a category of a plugin, or of the host.</summary>
    public LogLevel Of(string? plugin, string category)
    {
        var rules = _rules;
        return plugin is not null && rules.Others.TryGetValue(plugin, out var own) ? own : rules.Of(category);
    }

    public bool IsEnabled(LogEvent logEvent) =>
        logEvent.Level >= Convert(Of(Text(logEvent, PluginLogState.PluginProperty), Text(logEvent, Constants.SourceContextPropertyName) ?? ""));

    public static string? Text(LogEvent logEvent, string property) =>
        logEvent.Properties.GetValueOrDefault(property) is ScalarValue { Value: string text } ? text : null;

    public static LogEventLevel Convert(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Information => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };

    public static LogLevel Convert(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => LogLevel.Trace,
        LogEventLevel.Debug => LogLevel.Debug,
        LogEventLevel.Information => LogLevel.Information,
        LogEventLevel.Warning => LogLevel.Warning,
        LogEventLevel.Error => LogLevel.Error,
        _ => LogLevel.Critical,
    };

    private void Change(Func<Rules, Rules> change)
    {
        lock (_changing)
        {
            _rules = change(_rules);
            Lowest.MinimumLevel = Convert(_rules.Lowest);
            LowestOfServer.MinimumLevel = Convert(_rules.LowestOf(Server));
        }
    }

    private sealed class Rules(LogLevel level, ImmutableSortedDictionary<string, LogLevel> others)
    {
        public LogLevel Default { get; } = level;

        public ImmutableSortedDictionary<string, LogLevel> Others { get; } = others;

        /// <summary>The same, to be looked up by a part of a name: that is done for every event.</summary>
        public Dictionary<string, LogLevel>.AlternateLookup<ReadOnlySpan<char>> ByName { get; } =
            new Dictionary<string, LogLevel>(others, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

        public LogLevel Lowest { get; } = others.Values.Append(level).Min();

        /// <summary>The level for a category.</summary>
        public LogLevel Of(string category)
        {
            for (var name = category.AsSpan(); name.Length > 0; name = name[..Math.Max(0, name.LastIndexOf('.'))])
            {
                if (ByName.TryGetValue(name, out var found))
                {
                    return found;
                }
            }

            return Default;
        }

        /// <summary>The lowest level for a category and those below it.</summary>
        public LogLevel LowestOf(string category) =>
            Others.Where(rule => rule.Key.StartsWith(category + ".", StringComparison.OrdinalIgnoreCase)).Select(rule => rule.Value).Append(Of(category)).Min();
    }
}
