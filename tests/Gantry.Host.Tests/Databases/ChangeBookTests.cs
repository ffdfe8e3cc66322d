using Gantry.Contracts;
using Gantry.Host.Databases;

namespace Gantry.Host.Tests.Databases;

public sealed class ChangeBookTests : IDisposable
{
    private readonly ChangeBook _book = new();

    [Fact]
    public void Nothing_is_noted_while_it_is_closed()
    {
        _book.Note(TransferKind.Instance, "1");
        Assert.Equal(0, _book.Count);
        _book.Open();
        _book.Note(TransferKind.Instance, "1", "2");
        _book.Note(TransferKind.Instance, "2");
        Assert.Equal(2, _book.Count);
        Assert.Equal(["1", "2"], _book.Take().Keys[TransferKind.Instance].Order());
        Assert.Equal(0, _book.Count);
        _book.Note(TransferKind.Role, "R");
        _book.Close();
        Assert.Empty(_book.Take().Keys);
    }

    [Fact]
    public void Too_many_keys_become_the_whole_kind()
    {
        _book.Open();
        _book.Note(TransferKind.Instance, Enumerable.Range(0, 100_001).Select(i => $"{i}"));
        _book.Note(TransferKind.Instance, "more");
        _book.Note(TransferKind.User, "ANNA");
        var taken = _book.Take();
        Assert.Equal([TransferKind.Instance], taken.Whole);
        Assert.Equal([TransferKind.User], taken.Keys.Keys);
    }

    [Fact]
    public async Task A_change_ends_a_wait()
    {
        _book.Open();
        var waiting = _book.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        _book.NoteTail(TransferKind.Transaction);
        await waiting;
        _book.Wake();
        _book.Wake();
        await _book.WaitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _book.Dispose();
}
