using System.IO.Pipelines;
using Gantry.Dicom;

namespace Gantry.Contracts.Testing.Tests;

/// <summary>What is opened before it is asked for is opened once, closed once, and its faults are its own.</summary>
public sealed class InstanceOpenerTests : IInstanceStore
{
    private readonly List<string> _opened = [];
    private readonly List<string> _closed = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_opened_ahead_is_given_to_the_one_who_asks_for_it()
    {
        await using (var opener = new InstanceOpener(this))
        {
            await (await opener.OpenAsync("1", Cancellation)).DisposeAsync();
            opener.OpenAhead("2", Cancellation);
            Assert.Equal(["1", "2"], _opened);
            await (await opener.OpenAsync("2", Cancellation)).DisposeAsync();
            await (await opener.OpenAsync("2", Cancellation)).DisposeAsync();
        }

        Assert.Equal(["1", "2", "2"], _opened);
        Assert.Equal(_opened, _closed);
    }

    [Fact]
    public async Task One_at_most_is_open_that_nobody_asked_for_and_it_is_closed_in_the_end()
    {
        await using (var opener = new InstanceOpener(this))
        {
            opener.OpenAhead("1", Cancellation);
            opener.OpenAhead("2", Cancellation);
            Assert.Equal(["1"], _opened);
            Assert.Empty(_closed);
        }

        Assert.Equal(["1"], _closed);
    }

    [Fact]
    public async Task A_fault_is_told_to_the_one_who_asks_and_to_nobody_else()
    {
        await using (var opener = new InstanceOpener(this))
        {
            opener.OpenAhead("lost", Cancellation);
            await Assert.ThrowsAsync<FileNotFoundException>(() => opener.OpenAsync("lost", Cancellation));
            opener.OpenAhead("lost", Cancellation);
        }

        Assert.Empty(_closed);
    }

    ValueTask<InstanceContent> IInstanceStore.OpenAsync(string location, CancellationToken cancellationToken)
    {
        if (location == "lost")
        {
            throw new FileNotFoundException("There is no instance at the location.");
        }

        _opened.Add(location);
        return ValueTask.FromResult(new InstanceContent(
            Uids.SecondaryCaptureImageStorage, new Uid("2.25.1"), TransferSyntax.ExplicitVRLittleEndian, PipeReader.Create(Stream.Null), length: 0, Close));

        ValueTask Close()
        {
            _closed.Add(location);
            return ValueTask.CompletedTask;
        }
    }

    ValueTask<IInstanceWriter> IInstanceStore.BeginAsync(InstanceDescription description, CancellationToken cancellationToken) => throw new NotSupportedException();

    ValueTask IInstanceStore.DeleteAsync(string location, CancellationToken cancellationToken) => throw new NotSupportedException();

    IAsyncEnumerable<string> IInstanceStore.EnumerateAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
