using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gantry.Contracts.Testing;

/// <summary>Keeps what is logged, as text: an object of the plugin's own would keep its load context in memory.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class RecordedLogs : ILoggerFactory
{
    private readonly ConcurrentQueue<(LogLevel Level, string Category, string Text)> _entries = new();

    /// <summary>The lines so far, in order, each with its level and category.</summary>
    public IReadOnlyList<(LogLevel Level, string Category, string Text)> Entries => [.. _entries];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <summary>Not supported: the host has its own.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("A plugin adds no logger providers to the host.");

    /// <summary>Does nothing: the entries are kept.</summary>
    public void Dispose()
    {
    }

    private sealed class Logger(RecordedLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            ArgumentNullException.ThrowIfNull(formatter);
            var text = formatter(state, exception);
            logs._entries.Enqueue((logLevel, category, exception is null ? text : $"{text} {exception}"));
        }
    }
}
