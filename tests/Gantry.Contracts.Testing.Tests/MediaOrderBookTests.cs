using System.Text.Json.Serialization;

namespace Gantry.Contracts.Testing.Tests;

/// <summary>The orders of a device, as two of its versions, or two processes, see them: a book for each.</summary>
public sealed partial class MediaOrderBookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-orders-").FullName;
    private readonly List<string> _damaged = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_order_is_there_for_another_and_is_taken_once()
    {
        var (one, other) = (Book(), Book());
        await one.AddAsync(new KeptOrder("A1", At(2)), TestContext.Current.CancellationToken);
        await other.AddAsync(new KeptOrder("A1", At(9)) { Made = 7 }, TestContext.Current.CancellationToken);
        await other.AddAsync(new KeptOrder("B2", At(1)), TestContext.Current.CancellationToken);

        Assert.Equal(new KeptOrder("A1", At(2)), other.Find("A1"));
        Assert.Equal(["B2", "A1"], one.Open().Select(order => order.Id));
        Assert.Null(one.Find("C3"));
        one.Remove("A1");
        Assert.Null(other.Find("A1"));
        Assert.Equal(["B2.json"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Where(name => !name!.EndsWith(".lock", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Of_many_changes_at_once_none_is_lost()
    {
        await Book().AddAsync(new KeptOrder("A1", At(1)), TestContext.Current.CancellationToken);
        var books = Enumerable.Range(0, 4).Select(_ => Book()).ToList();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(index => Task.Run(async () =>
            Assert.NotNull(await books[index % 4].ChangeAsync("A1", order => order with { Made = order.Made + 1 }, TestContext.Current.CancellationToken)))));

        Assert.Equal(40, Book().Find("A1")!.Made);
        Assert.Null(await Book().ChangeAsync("B2", order => order, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_works_on_an_order_at_a_time()
    {
        await Book().AddAsync(new KeptOrder("A1", At(1)), TestContext.Current.CancellationToken);
        using (var working = Book().TryWork("A1"))
        {
            Assert.NotNull(working);
            Assert.Null(Book().TryWork("A1"));
            Assert.NotNull(await Book().ChangeAsync("A1", order => order with { Made = 1 }, TestContext.Current.CancellationToken)); // to cancel it, for example
        }

        using var next = Book().TryWork("A1");
        Assert.NotNull(next);
    }

    [Fact]
    public async Task What_is_damaged_is_told_once_and_keeps_no_other_from_being_found()
    {
        var book = Book();
        await book.AddAsync(new KeptOrder("A1", At(1)), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "B2.json"), "{ \"id\":", TestContext.Current.CancellationToken);

        Assert.Equal(["A1"], book.Open().Select(order => order.Id));
        Assert.Equal(["A1"], book.Open().Select(order => order.Id));

        Assert.Contains("B2.json is damaged", Assert.Single(_damaged), StringComparison.Ordinal);
        Assert.Throws<IOException>(() => book.Find("B2"));
    }

    [Fact]
    public async Task What_has_ended_is_kept_and_not_open()
    {
        var book = Book();
        await book.AddAsync(new KeptOrder("A1", At(1)), TestContext.Current.CancellationToken);
        await book.ChangeAsync("A1", order => order with { HasEnded = true }, TestContext.Current.CancellationToken);

        Assert.Empty(book.Open());
        Assert.True(book.Find("A1")!.HasEnded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../A1")]
    [InlineData("a1")]
    [InlineData("A1.json")]
    [InlineData("A123456789012345678901234567890")]
    public async Task A_name_that_could_lead_elsewhere_is_none(string id)
    {
        var book = Book();

        await Assert.ThrowsAsync<ArgumentException>(async () => await book.AddAsync(new KeptOrder(id, At(1)), TestContext.Current.CancellationToken));

        Assert.Null(book.Find(id));
        Assert.Null(book.TryWork(id));
        book.Remove(id);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    private static DateTimeOffset At(int minute) => new(2026, 1, 2, 3, minute, 0, TimeSpan.Zero);

    private MediaOrderBook<KeptOrder> Book() => new(_folder, Json.Default.KeptOrder, order => !order.HasEnded, _damaged.Add);

    internal sealed record KeptOrder(string Id, DateTimeOffset TakenAt) : IKeptOrder
    {
        public int Made { get; init; }

        public bool HasEnded { get; init; }
    }

    [JsonSerializable(typeof(KeptOrder))]
    internal sealed partial class Json : JsonSerializerContext;
}
