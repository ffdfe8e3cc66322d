using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Plugins.DicomWeb.Tests;

public sealed class GatheringWriterTests
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Small_parts_are_flushed_once_they_are_many()
    {
        var writer = new GatheringWriter(_pipe.Writer);
        var part = new byte[GatheringWriter.FlushBytes / 4];
        for (var i = 0; i < 3; i++)
        {
            await writer.WriteAsync(part, Token);
            Assert.False(_pipe.Reader.TryRead(out _));
        }

        await writer.WriteAsync(part, Token);
        Assert.True(_pipe.Reader.TryRead(out var read));
        Assert.Equal(4 * part.Length, read.Buffer.Length);
        _pipe.Reader.AdvanceTo(read.Buffer.End);

        await writer.WriteAsync(part, Token);
        Assert.False(_pipe.Reader.TryRead(out _));
    }

    [Fact]
    public async Task What_is_left_is_the_owners_to_flush()
    {
        var writer = new GatheringWriter(_pipe.Writer);
        writer.Write("left"u8);
        await writer.CompleteAsync();
        await _pipe.Writer.FlushAsync(Token);

        Assert.True(_pipe.Reader.TryRead(out var read));
        Assert.Equal("left"u8.ToArray(), read.Buffer.ToArray());
        Assert.False(read.IsCompleted);
    }

    [Fact]
    public async Task Who_cancels_is_heard_also_where_nothing_is_flushed()
    {
        var writer = new GatheringWriter(_pipe.Writer);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await writer.FlushAsync(new CancellationToken(canceled: true)));
    }
}
