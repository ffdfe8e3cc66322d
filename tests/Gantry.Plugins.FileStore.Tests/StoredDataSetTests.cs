using System.Buffers;
using System.IO.Pipelines;
using Gantry.Contracts;

namespace Gantry.Plugins.FileStore.Tests;

/// <summary>What is copied from a stored file into a pipe is all that is left of it.</summary>
public sealed class StoredDataSetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 4_096)]
    [InlineData(4_096, 4_096)]
    [InlineData(262_144, 65_536)]
    [InlineData(600_001, 65_536)]
    [InlineData(600_001, 100)]
    public async Task All_of_it_is_copied_and_flushed(int length, int segment)
    {
        await using var fixture = await StoreFixture.StartAsync();
        var bytes = StoreFixture.RandomBytes(length);
        await using var content = await OpenAsync(fixture, bytes);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0, minimumSegmentSize: segment));
        await content.DataSet.CopyToAsync(pipe.Writer, Token);

        // The writer is not completed, nor asked to flush: what can be read was flushed.
        Assert.True(pipe.Reader.TryRead(out var read));
        Assert.Equal(bytes, read.Buffer.ToArray());
    }

    [Fact]
    public async Task What_is_left_is_copied_where_a_part_was_read_before()
    {
        await using var fixture = await StoreFixture.StartAsync();
        var bytes = StoreFixture.RandomBytes(600_001);
        await using var content = await OpenAsync(fixture, bytes);
        var first = await content.DataSet.ReadAsync(Token);
        content.DataSet.AdvanceTo(first.Buffer.GetPosition(1_000), first.Buffer.End);

        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await content.DataSet.CopyToAsync(pipe.Writer, Token);

        Assert.True(pipe.Reader.TryRead(out var read));
        Assert.Equal(bytes[1_000..], read.Buffer.ToArray());
    }

    [Fact]
    public async Task It_waits_for_whoever_takes_it_and_ends_with_them()
    {
        await using var fixture = await StoreFixture.StartAsync();
        await using var content = await OpenAsync(fixture, StoreFixture.RandomBytes(4_000_000));
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 100_000, resumeWriterThreshold: 50_000, minimumSegmentSize: 65_536));
        var copying = content.DataSet.CopyToAsync(pipe.Writer, Token);
        var read = await pipe.Reader.ReadAsync(Token);

        Assert.False(copying.IsCompleted);
        Assert.InRange(read.Buffer.Length, 100_000, 400_000);
        await pipe.Reader.CompleteAsync();
        await copying;
    }

    [Fact]
    public async Task A_flush_that_is_cancelled_cancels_it()
    {
        await using var fixture = await StoreFixture.StartAsync();
        await using var content = await OpenAsync(fixture, StoreFixture.RandomBytes(600_001));
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1_000, resumeWriterThreshold: 500));
        var copying = content.DataSet.CopyToAsync(pipe.Writer, Token);
        pipe.Writer.CancelPendingFlush();

        await Assert.ThrowsAsync<OperationCanceledException>(() => copying);
    }

    private static async Task<InstanceContent> OpenAsync(StoreFixture fixture, byte[] bytes) =>
        await fixture.Store.OpenAsync((await fixture.AddAsync(bytes)).Location, Token);
}
