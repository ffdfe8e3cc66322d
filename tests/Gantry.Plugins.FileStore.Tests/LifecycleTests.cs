using System.Buffers;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Plugins.FileStore.Tests;

public class LifecycleTests
{
    [Fact]
    public async Task A_new_version_removes_what_a_crash_left_and_spares_what_the_old_version_is_writing()
    {
        await using var old = await StoreFixture.StartAsync();
        await using var writer = await old.Store.BeginAsync(StoreFixture.Describe(), TestContext.Current.CancellationToken);
        await writer.WriteAsync(new ReadOnlySequence<byte>(StoreFixture.RandomBytes(1_000_000)), TestContext.Current.CancellationToken);
        var living = Assert.Single(old.TemporaryFiles());
        var crashed = Directory.CreateDirectory(Path.Combine(old.Context.DataFolder, "incoming", "0011223344556677"));
        await File.WriteAllTextAsync(Path.Combine(crashed.FullName, "1.tmp"), "half", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(crashed.FullName + ".lock", "", TestContext.Current.CancellationToken);

        var replacement = new FileInstanceStore(old.Context, TimeProvider.System, NullLoggerFactory.Instance);
        await replacement.StartAsync(TestContext.Current.CancellationToken);

        Assert.False(crashed.Exists && Directory.Exists(crashed.FullName));
        Assert.False(File.Exists(crashed.FullName + ".lock"));
        Assert.True(File.Exists(living));
        var stored = await writer.CommitAsync(StoreFixture.Study, TestContext.Current.CancellationToken);
        await using var content = await replacement.OpenAsync(stored.Location, TestContext.Current.CancellationToken);
        Assert.Equal(1_000_000, content.Length);
        await replacement.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stopping_leaves_no_incoming_folder_and_no_thread()
    {
        var fixture = await StoreFixture.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => fixture.AddAsync(StoreFixture.RandomBytes(1000), $"2.25.{i}")));
        var scheduler = new FileThreads(2);
        var name = await scheduler.RunAsync(() => Thread.CurrentThread, TestContext.Current.CancellationToken);

        scheduler.Dispose();
        await fixture.Store.StopAsync(TestContext.Current.CancellationToken);

        Assert.False(name.IsAlive);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(fixture.Context.DataFolder, "incoming")));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await fixture.Store.BeginAsync(StoreFixture.Describe(), TestContext.Current.CancellationToken));
        fixture.Context.Dispose();
    }

    [Theory, InlineData("0"), InlineData("65"), InlineData("many"), InlineData("-1")]
    public async Task A_setting_out_of_range_is_named(string threads)
    {
        using var context = new TestPluginContext("gantry.filestore").With("threads", threads);

        var failure = await Assert.ThrowsAsync<PluginSettingsException>(
            async () => await new FileInstanceStore(context, TimeProvider.System, NullLoggerFactory.Instance).StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains($"'{threads}'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_setting_moves_the_store()
    {
        using var context = new TestPluginContext("gantry.filestore").With("Folder", "elsewhere");
        var store = new FileInstanceStore(context, TimeProvider.System, NullLoggerFactory.Instance);

        await store.StartAsync(TestContext.Current.CancellationToken);

        Assert.True(Directory.Exists(Path.Combine(context.DataFolder, "elsewhere", "instances")));
        await store.StopAsync(TestContext.Current.CancellationToken);
    }
}
