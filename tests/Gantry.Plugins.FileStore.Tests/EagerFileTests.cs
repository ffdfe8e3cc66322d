namespace Gantry.Plugins.FileStore.Tests;

public sealed class EagerFileTests : IDisposable
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 300_001).Select(i => (byte)(i * 31 % 251))];
    private readonly TestFolder _folder = new();
    private readonly string _path;

    public EagerFileTests()
    {
        _path = Path.Combine(_folder.Path, "file");
        File.WriteAllBytes(_path, Bytes);
    }

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(0, 1 << 20), InlineData(7, 4_096), InlineData(132, 131_072), InlineData(300_000, 10), InlineData(300_001, 10)]
    public async Task It_is_read_from_anywhere_to_its_end(int position, int atATime)
    {
        await using var file = EagerFile.Open(_path);
        file.Position = position;
        var read = new MemoryStream();
        var buffer = new byte[atATime];
        for (int count; (count = await file.ReadAsync(buffer, Token)) > 0;)
        {
            read.Write(buffer, 0, count);
            Assert.Equal(position + read.Length, file.Position);
        }

        Assert.Equal(Bytes.AsSpan(position).ToArray(), read.ToArray());
    }

    [Fact]
    public async Task It_can_be_read_both_ways_in_turn()
    {
        await using var file = EagerFile.Open(_path);
        var buffer = new byte[300_001];
        file.ReadExactly(buffer, 0, 1_000);
        await file.ReadExactlyAsync(buffer.AsMemory(1_000, 100_000), Token);
        file.ReadExactly(buffer.AsSpan(101_000));

        Assert.Equal(Bytes, buffer);
    }

    [Fact]
    public async Task What_was_deleted_meanwhile_is_read_and_what_was_closed_is_not()
    {
        var file = EagerFile.Open(_path);
        var buffer = new byte[Bytes.Length];
        File.Delete(_path);
        await file.ReadExactlyAsync(buffer, Token);
        await file.DisposeAsync();

        Assert.Equal(Bytes, buffer);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await file.ReadExactlyAsync(buffer, Token));
    }

    [Fact]
    public async Task Nothing_is_read_once_it_is_cancelled()
    {
        await using var file = EagerFile.Open(_path);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await file.ReadExactlyAsync(new byte[10], new CancellationToken(canceled: true)));
        Assert.Equal(0, file.Position);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
