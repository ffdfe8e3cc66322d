using System.Globalization;
using System.Text;
using Gantry.Host.Logging;
using Microsoft.Extensions.Time.Testing;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Gantry.Host.Tests.Logging;

/// <summary>What is written when, and that nothing is lost.</summary>
public sealed class LogQueueTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringBuilder _console = new();
    private readonly StringWriter _writer;
    private readonly LogQueue _queue;
    private readonly Logger _log;

    public LogQueueTests()
    {
        _writer = new StringWriter(_console, CultureInfo.InvariantCulture);
        var lines = new ConsoleLines(new MessageTemplateTextFormatter("{Message:lj}\n", CultureInfo.InvariantCulture), _writer);
        _queue = new LogQueue(new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(lines).CreateLogger(), [lines], _time);
        _log = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(_queue).CreateLogger();
    }

    public void Dispose()
    {
        _log.Dispose();
        _writer.Dispose();
    }

    [Fact]
    public void Events_wait_for_others_and_are_written_together()
    {
        _log.Information("one");
        _log.Debug("two");
        Assert.Equal("", _console.ToString());

        _time.Advance(LogQueue.Delay);
        Assert.Equal("one\ntwo\n", _console.ToString());

        _log.Information("three");
        _time.Advance(LogQueue.Delay);
        Assert.Equal("one\ntwo\nthree\n", _console.ToString());
    }

    [Theory, InlineData(LogEventLevel.Warning), InlineData(LogEventLevel.Error), InlineData(LogEventLevel.Fatal)]
    public void A_warning_is_written_at_once_after_what_came_before_it(LogEventLevel level)
    {
        _log.Information("one");
        _log.Write(level, "two");

        Assert.Equal("one\ntwo\n", _console.ToString());
    }

    [Fact]
    public void No_more_than_the_limit_wait()
    {
        for (var i = 1; i < LogQueue.Most; i++)
        {
            _log.Information("x");
        }

        Assert.Equal(0, _console.Length);
        _log.Information("x");
        Assert.Equal(2 * LogQueue.Most, _console.Length);
    }

    [Fact]
    public void Nothing_is_lost_when_the_log_is_closed()
    {
        _log.Information("one");
        _log.Dispose();

        Assert.Equal("one\n", _console.ToString());
    }

    [Fact]
    public async Task What_many_threads_log_is_all_there_each_in_its_order()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                _log.Write(i % 100 == 99 ? LogEventLevel.Warning : LogEventLevel.Information, "{Thread} {Number}", thread, i);
            }
        })));
        _log.Dispose();

        var lines = _console.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
        Assert.Equal(16_000, lines.Count);
        Assert.All(lines.GroupBy(line => line[0]), thread => Assert.Equal(Enumerable.Range(0, 2_000).Select(i => $"{i}"), thread.Select(line => line[1])));
    }

    [Fact]
    public void A_file_holds_what_was_logged_before_a_warning_and_rolls_without_a_loss()
    {
        var folder = Directory.CreateTempSubdirectory("gantry-log-");
        try
        {
            var file = new BatchedFile();
            var inner = new LoggerConfiguration().MinimumLevel.Verbose()
                .WriteTo.File(
                    new MessageTemplateTextFormatter("{Message:lj}\n", CultureInfo.InvariantCulture),
                    Path.Combine(folder.FullName, "log-.txt"),
                    rollingInterval: RollingInterval.Day,
                    fileSizeLimitBytes: 200_000,
                    rollOnFileSizeLimit: true,
                    hooks: file)
                .CreateLogger();
            using (var log = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(new LogQueue(inner, [file], _time)).CreateLogger())
            {
                log.Information("one");
                Assert.Equal("", Text());
                log.Warning("two");
                Assert.Equal("one\ntwo\n", Text());
                for (var i = 0; i < 10_000; i++)
                {
                    log.Information("{Number} {Filling}", i, new string('x', 60));
                }
            }

            Assert.Equal(10_002, Text().Split('\n').Length - 1);
            Assert.InRange(folder.GetFiles().Length, 3, 6);
            Assert.All(folder.GetFiles(), each => Assert.InRange(each.Length, 1, 200_000 + (64 << 10) + 100));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        string Text() => string.Concat(folder.GetFiles().OrderBy(each => each.Name).Select(each =>
        {
            using var reader = new StreamReader(new FileStream(each.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadToEnd();
        }));
    }

    [Fact]
    public void A_console_that_is_gone_stops_nobody()
    {
        using var broken = new BrokenWriter();
        var lines = new ConsoleLines(new MessageTemplateTextFormatter("{Message}", CultureInfo.InvariantCulture), broken);
        using var log = new LoggerConfiguration().WriteTo.Sink(new LogQueue(new LoggerConfiguration().WriteTo.Sink(lines).CreateLogger(), [lines], _time)).CreateLogger();

        log.Warning("one");
        log.Warning("two");

        Assert.Equal(2, broken.Attempts);
    }

    private sealed class BrokenWriter : StringWriter
    {
        public BrokenWriter()
            : base(CultureInfo.InvariantCulture)
        {
        }

        public int Attempts { get; private set; }

        public override void Write(string? value)
        {
            Attempts++;
            throw new IOException("The pipe is broken.");
        }
    }
}
