using System.Buffers;
using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

public abstract partial class InstanceStoreSpecification
{
    /// <summary>The bytes are the truth.</summary>
    [Theory, InlineData(0), InlineData(1), InlineData(4096), InlineData(131_072), InlineData(1_500_001)]
    public async Task What_was_stored_is_read_back_byte_for_byte(int length)
    {
        var dataSet = Bytes(length);
        var stored = await AddAsync(dataSet);
        Assert.Equal(length, stored.Length);
        Assert.Equal(dataSet, await ReadAsync(stored.Location));
    }

    /// <summary>A network cuts as it likes.</summary>
    [Theory, InlineData(1), InlineData(7), InlineData(4096), InlineData(65_536)]
    public async Task The_bytes_are_the_same_however_they_are_cut(int chunk)
    {
        var dataSet = Bytes(Math.Min(200_000, chunk * 3001), seed: chunk);
        Assert.Equal(dataSet, await ReadAsync((await AddAsync(dataSet, chunk: chunk)).Location));
    }

    /// <summary>A sequence of many segments, some of them empty, is one run of bytes.</summary>
    [Fact]
    public async Task Segments_are_written_in_order()
    {
        await using var writer = await Store.BeginAsync(Describe(), Cancellation);
        var first = new Segment([1, 2], null);
        var last = first.Append([]).Append([3]);
        await writer.WriteAsync(new ReadOnlySequence<byte>(first, 0, last, 1), Cancellation);
        await writer.WriteAsync(ReadOnlySequence<byte>.Empty, Cancellation);
        await writer.WriteAsync(new ReadOnlySequence<byte>([4]), Cancellation);
        Assert.Equal([1, 2, 3, 4], await ReadAsync((await writer.CommitAsync(Uid.New(), Cancellation)).Location));
    }

    /// <summary>The caller's buffer is the caller's again once a write has returned.</summary>
    [Fact]
    public async Task Bytes_are_used_before_the_write_returns()
    {
        var buffer = Bytes(1000);
        var expected = buffer.ToArray();
        await using var writer = await Store.BeginAsync(Describe(), Cancellation);
        await writer.WriteAsync(new ReadOnlySequence<byte>(buffer), Cancellation);
        buffer.AsSpan().Clear();
        Assert.Equal(expected, await ReadAsync((await writer.CommitAsync(Uid.New(), Cancellation)).Location));
    }

    /// <summary>A catalog keeps the location in a column of 255 characters.</summary>
    [Fact]
    public async Task A_location_has_1_to_255_characters()
    {
        var longest = new Uid("2.25." + new string('1', 59));
        var stored = await AddAsync([1], Describe(longest), study: longest);
        Assert.InRange(stored.Location.Length, 1, 255);
        Assert.InRange(stored.DataSetOffset, 0, long.MaxValue);
    }

    /// <summary>Who arrives a second time does not touch what was acknowledged.</summary>
    [Fact]
    public async Task An_instance_that_was_stored_before_is_never_replaced()
    {
        var (description, study) = (Describe(), Uid.New());
        var first = await AddAsync([1, 2], description, study);
        var second = await AddAsync([3, 4], description, study);
        Assert.NotEqual(first.Location, second.Location);
        Assert.Equal([1, 2], await ReadAsync(first.Location));
        Assert.Equal([3, 4], await ReadAsync(second.Location));
    }

    /// <summary>What nobody committed is not there, also after a restart.</summary>
    [Theory, InlineData(100), InlineData(2_000_000)]
    public async Task An_instance_that_is_not_committed_leaves_nothing(int length)
    {
        await using (var writer = await Store.BeginAsync(Describe(), Cancellation))
        {
            await writer.WriteAsync(new ReadOnlySequence<byte>(Bytes(length)), Cancellation);
        }

        Assert.Empty(await LocationsAsync());
        await RestartStoreAsync();
        Assert.Empty(await LocationsAsync());
    }

    /// <summary>Commit is the last call.</summary>
    [Fact]
    public async Task A_writer_that_has_ended_commits_nothing()
    {
        var writer = await Store.BeginAsync(Describe(), Cancellation);
        await writer.DisposeAsync();
        await writer.DisposeAsync();
        await Assert.ThrowsAnyAsync<InvalidOperationException>(async () => await writer.CommitAsync(Uid.New(), Cancellation));
        Assert.Empty(await LocationsAsync());
    }

    /// <summary>An association that is lost leaves nothing half.</summary>
    [Fact]
    public async Task A_cancelled_commit_leaves_nothing()
    {
        await using (var writer = await Store.BeginAsync(Describe(), Cancellation))
        {
            await writer.WriteAsync(new ReadOnlySequence<byte>(Bytes(300_000)), Cancellation);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await writer.CommitAsync(Uid.New(), new CancellationToken(canceled: true)));
        }

        Assert.Empty(await LocationsAsync());
    }

    /// <summary>Many senders at once, of one instance even.</summary>
    [Fact]
    public async Task Thirty_two_who_store_at_once_have_each_their_own()
    {
        var (description, study) = (Describe(), Uid.New());
        var contents = Enumerable.Range(1, 32).Select(i => Bytes(i * 5000, seed: i)).ToArray();
        var stored = await Task.WhenAll(contents.Select(bytes => Task.Run(async () => await AddAsync(bytes, description, study), Cancellation)));
        Assert.Equal(32, stored.Select(instance => instance.Location).Distinct(StringComparer.Ordinal).Count());
        for (var i = 0; i < contents.Length; i++)
        {
            Assert.Equal(contents[i], await ReadAsync(stored[i].Location));
        }
    }

    /// <summary>Acknowledged means durable.</summary>
    [Fact]
    public async Task What_was_stored_is_there_after_a_restart()
    {
        var stored = await AddAsync([1, 2, 3]);
        await RestartStoreAsync();
        Assert.Equal([stored.Location], await LocationsAsync());
        Assert.Equal([1, 2, 3], await ReadAsync(stored.Location));
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, Segment? before)
        {
            Memory = bytes;
            RunningIndex = before is null ? 0 : before.RunningIndex + before.Memory.Length;
        }

        public Segment Append(byte[] bytes)
        {
            var next = new Segment(bytes, this);
            Next = next;
            return next;
        }
    }
}
