using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Move.Tests;

public sealed class ReadAheadTests
{
    private static readonly InstanceDescription Description = new()
    {
        SopClass = RetrieveFixture.SecondaryCapture,
        SopInstance = new Uid("2.25.1"),
        TransferSyntax = TransferSyntax.ExplicitVRLittleEndian,
    };

    [Theory, InlineData(0), InlineData(1), InlineData(ReadAhead.MaximumBytes - 1), InlineData(ReadAhead.MaximumBytes), InlineData(3 * ReadAhead.MaximumBytes)]
    public async Task What_was_opened_before_its_turn_has_all_its_bytes(int length)
    {
        var (store, instance) = Store(length);
        await using var ahead = new ReadAhead(store);

        ahead.Begin(instance, TestContext.Current.CancellationToken);
        ahead.Begin(instance, TestContext.Current.CancellationToken);
        await using var content = await ahead.TakeAsync(instance, TestContext.Current.CancellationToken);

        Assert.Equal(InstanceCondition.Intact, await content.VerifyAsync(TestContext.Current.CancellationToken));
        Assert.Equal((1, 0), (store.Opened, store.Closed));
    }

    [Fact]
    public async Task What_nobody_takes_is_closed_and_what_cannot_be_opened_harms_nobody()
    {
        var (store, instance) = Store(10);
        await using (var ahead = new ReadAhead(store))
        {
            ahead.Begin(instance, TestContext.Current.CancellationToken);
            ahead.Begin(instance with { Location = "nowhere" }, TestContext.Current.CancellationToken);
            ahead.Begin(null, TestContext.Current.CancellationToken);
        }

        Assert.Equal((1, 1), (store.Opened, store.Closed));
    }

    [Fact]
    public async Task Who_takes_what_cannot_be_opened_is_told_each_time()
    {
        var (store, instance) = Store(10);
        await using var ahead = new ReadAhead(store);
        ahead.Begin(instance with { Location = "nowhere" }, TestContext.Current.CancellationToken);

        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<FileNotFoundException>(() => ahead.TakeAsync(instance with { Location = "nowhere" }, TestContext.Current.CancellationToken).AsTask());
        }
    }

    [Fact]
    public async Task A_retrieval_opens_the_next_instance_while_one_is_sent_and_closes_all()
    {
        using var fixture = new RetrieveFixture();
        var uids = await fixture.AddAsync(3);
        var store = new CountingStore(fixture.Store);
        fixture.Opened = store;
        var opened = new List<int>();
        fixture.Sink.Answer = _ =>
        {
            opened.Add(store.Opened);
            return DimseStatus.Success;
        };

        await fixture.MoveAsync();
        await fixture.GetAsync();

        Assert.Equal([.. uids, .. uids], fixture.Sink.Received.Select(received => received.SopInstance));
        Assert.All(opened.Skip(1).Take(2), (count, place) => Assert.True(count >= place + 2, $"{count} were open when number {place + 2} was sent."));
        Assert.Equal((6, 6), (store.Opened, store.Closed));
    }

    private static (CountingStore Store, CatalogInstance Instance) Store(int length)
    {
        var inner = new InMemoryInstanceStore();
        var bytes = new byte[length];
        Random.Shared.NextBytes(bytes);
        var stored = inner.Add(Description, bytes);
        return (new CountingStore(inner), new CatalogInstance(Description.SopClass, Description.SopInstance, Description.TransferSyntax, stored.Location, stored.Length));
    }

    /// <summary>Counts what is opened and what is closed.</summary>
    internal sealed class CountingStore(InMemoryInstanceStore inner) : IInstanceStore
    {
        private int _opened;
        private int _closed;

        public int Opened => _opened;

        public int Closed => _closed;

        public async ValueTask<InstanceContent> OpenAsync(string location, CancellationToken cancellationToken)
        {
            var content = await inner.OpenAsync(location, cancellationToken);
            Interlocked.Increment(ref _opened);
            return new InstanceContent(content.SopClass, content.SopInstance, content.TransferSyntax, content.DataSet, content.Length, () =>
            {
                Interlocked.Increment(ref _closed);
                return ValueTask.CompletedTask;
            })
            { Digest = content.Digest };
        }

        public ValueTask<IInstanceWriter> BeginAsync(InstanceDescription description, CancellationToken cancellationToken) => inner.BeginAsync(description, cancellationToken);

        public ValueTask DeleteAsync(string location, CancellationToken cancellationToken) => inner.DeleteAsync(location, cancellationToken);

        public IAsyncEnumerable<string> EnumerateAsync(CancellationToken cancellationToken) => inner.EnumerateAsync(cancellationToken);
    }
}
