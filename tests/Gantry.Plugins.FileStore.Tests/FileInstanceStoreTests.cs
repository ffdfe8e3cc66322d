using System.Buffers;
using System.Text;
using FsCheck.Xunit;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.FileStore.Tests;

public class FileInstanceStoreTests
{
    public static TheoryData<int> Lengths => [0, 1, 4096, FileInstanceWriter.BufferBytes - 400, FileInstanceWriter.BufferBytes, FileInstanceWriter.BufferBytes + 1, 3_000_001];

    [Theory, MemberData(nameof(Lengths))]
    public async Task What_was_stored_is_read_back_byte_for_byte(int length)
    {
        await using var fixture = await StoreFixture.StartAsync();
        var dataSet = StoreFixture.RandomBytes(length);

        var stored = await fixture.AddAsync(dataSet);

        Assert.Equal(length, stored.Length);
        Assert.Equal(dataSet, await fixture.ReadAsync(stored.Location));
        Assert.Empty(fixture.TemporaryFiles());
        Assert.Single(fixture.InstanceFiles());
    }

    [Property(MaxTest = 20)]
    public void Bytes_are_the_same_however_they_are_cut(ushort length, ushort chunk)
    {
        Task.Run(async () =>
        {
            await using var fixture = await StoreFixture.StartAsync();
            var dataSet = StoreFixture.RandomBytes(length * 10);
            var stored = await fixture.AddAsync(dataSet, chunk: chunk + 1);
            Assert.Equal(dataSet, await fixture.ReadAsync(stored.Location));
        }).GetAwaiter().GetResult();
    }

    [Fact]
    public async Task A_stored_file_is_a_dicom_file_with_the_data_set_at_the_offset_given()
    {
        await using var fixture = await StoreFixture.StartAsync();
        var dataSet = StoreFixture.RandomBytes(1000);

        var stored = await fixture.AddAsync(dataSet);

        var file = await File.ReadAllBytesAsync(Assert.Single(fixture.InstanceFiles()), TestContext.Current.CancellationToken);
        Assert.Equal(new byte[128], file[..128]);
        Assert.Equal("DICM\u0002\0\0\0UL"u8, file.AsSpan(128, 10));
        Assert.Equal(dataSet, file[(int)stored.DataSetOffset..]);
        var header = Encoding.ASCII.GetString(file, 0, (int)stored.DataSetOffset);
        Assert.Contains("1.2.840.10008.5.1.4.1.1.7", header, StringComparison.Ordinal);
        Assert.Contains("2.25.300", header, StringComparison.Ordinal);
        Assert.Contains("1.2.840.10008.1.2.1", header, StringComparison.Ordinal);
        Assert.Contains("SENDER", header, StringComparison.Ordinal);
        Assert.Contains("GANTRY", header, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_opened_instance_says_what_it_is()
    {
        await using var fixture = await StoreFixture.StartAsync();
        var stored = await fixture.AddAsync(StoreFixture.RandomBytes(10));

        await using var content = await fixture.Store.OpenAsync(stored.Location, TestContext.Current.CancellationToken);

        Assert.Equal(new Uid("1.2.840.10008.5.1.4.1.1.7"), content.SopClass);
        Assert.Equal(new Uid("2.25.300"), content.SopInstance);
        Assert.Equal(TransferSyntax.ExplicitVRLittleEndian, content.TransferSyntax);
        Assert.Equal(10, content.Length);
    }

    [Theory, InlineData(100), InlineData(2_000_000)]
    public async Task An_instance_that_is_not_committed_leaves_nothing(int length)
    {
        await using var fixture = await StoreFixture.StartAsync();

        var writer = await fixture.Store.BeginAsync(StoreFixture.Describe(), TestContext.Current.CancellationToken);
        await writer.WriteAsync(new ReadOnlySequence<byte>(StoreFixture.RandomBytes(length)), TestContext.Current.CancellationToken);
        Assert.Equal(length > FileInstanceWriter.BufferBytes ? 1 : 0, fixture.TemporaryFiles().Length);
        await writer.DisposeAsync();

        Assert.Empty(fixture.TemporaryFiles());
        Assert.Empty(fixture.InstanceFiles());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.CommitAsync(StoreFixture.Study, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_cancelled_commit_leaves_nothing()
    {
        await using var fixture = await StoreFixture.StartAsync();
        await using var writer = await fixture.Store.BeginAsync(StoreFixture.Describe(), TestContext.Current.CancellationToken);
        await writer.WriteAsync(new ReadOnlySequence<byte>(StoreFixture.RandomBytes(1_000_000)), TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await writer.CommitAsync(StoreFixture.Study, new CancellationToken(canceled: true)));

        Assert.Empty(fixture.TemporaryFiles());
        Assert.Empty(fixture.InstanceFiles());
    }

    [Fact]
    public async Task Sixty_four_parallel_stores_of_one_uid_are_sixty_four_whole_files()
    {
        await using var fixture = await StoreFixture.StartAsync();
        var contents = Enumerable.Range(1, 64).Select(i => StoreFixture.RandomBytes(i * 10_000)).ToArray();

        var stored = await Task.WhenAll(contents.Select(bytes => Task.Run(() => fixture.AddAsync(bytes))));

        Assert.Equal(64, stored.Select(instance => instance.Location).Distinct().Count());
        for (var i = 0; i < contents.Length; i++)
        {
            Assert.Equal(contents[i], await fixture.ReadAsync(stored[i].Location));
        }
    }

    [Fact]
    public async Task Deleting_removes_one_instance_and_may_be_repeated()
    {
        await using var fixture = await StoreFixture.StartAsync();
        var first = await fixture.AddAsync([1, 2]);
        var second = await fixture.AddAsync([3, 4]);

        await fixture.Store.DeleteAsync(first.Location, TestContext.Current.CancellationToken);
        await fixture.Store.DeleteAsync(first.Location, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<FileNotFoundException>(async () => await fixture.Store.OpenAsync(first.Location, TestContext.Current.CancellationToken));
        Assert.Equal([3, 4], await fixture.ReadAsync(second.Location));
    }

    [Fact]
    public async Task All_instances_are_enumerated_and_foreign_files_are_not()
    {
        await using var fixture = await StoreFixture.StartAsync();
        var expected = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            expected.Add((await fixture.AddAsync([1, 2], $"2.25.{i}", i % 3 == 0 ? default(Uid) : new Uid($"2.25.10{i % 5}"))).Location);
        }

        var folder = Path.GetDirectoryName(fixture.InstanceFiles()[0])!;
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.txt"), "by hand", TestContext.Current.CancellationToken);

        Assert.Equal(expected.Order(StringComparer.Ordinal), (await fixture.LocationsAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_study_folder_that_was_taken_away_is_made_again()
    {
        await using var fixture = await StoreFixture.StartAsync();
        await fixture.AddAsync([1, 2]);
        foreach (var folder in Directory.GetDirectories(Path.Combine(fixture.Context.DataFolder, "instances")))
        {
            Directory.Delete(folder, recursive: true);
        }

        var stored = await fixture.AddAsync([3, 4]);

        Assert.Equal([3, 4], await fixture.ReadAsync(stored.Location));
    }

    [Fact]
    public async Task Files_and_folders_are_for_the_hosts_user_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix file modes.");
            return;
        }

        await using var fixture = await StoreFixture.StartAsync();
        await fixture.AddAsync([1, 2]);

        var file = Assert.Single(fixture.InstanceFiles());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
    }

    [Theory, InlineData(1000), InlineData(1_000_000)]
    public async Task A_flipped_bit_is_found_by_the_digest(int length)
    {
        await using var fixture = await StoreFixture.StartAsync();
        var stored = await fixture.AddAsync(StoreFixture.RandomBytes(length));
        Assert.Equal(InstanceCondition.Intact, await VerifyAsync(fixture, stored.Location));

        var file = Assert.Single(fixture.InstanceFiles());
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[^(length / 2)] ^= 0x10;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        Assert.Equal(InstanceCondition.Damaged, await VerifyAsync(fixture, stored.Location));
    }

    [Fact]
    public async Task A_file_without_a_digest_is_read_as_before()
    {
        await using var fixture = await StoreFixture.StartAsync();
        var stored = await fixture.AddAsync(StoreFixture.RandomBytes(1000));
        var meta = new ArrayBufferWriter<byte>();
        FileMetaInformation.Create(new Uid("1.2.840.10008.5.1.4.1.1.7"), new Uid("2.25.300"), TransferSyntax.ExplicitVRLittleEndian).Write(meta);
        await File.WriteAllBytesAsync(Assert.Single(fixture.InstanceFiles()), [.. meta.WrittenSpan, .. StoreFixture.RandomBytes(1000)], TestContext.Current.CancellationToken);

        Assert.Equal(StoreFixture.RandomBytes(1000), await fixture.ReadAsync(stored.Location));
        Assert.Equal(InstanceCondition.Whole, await VerifyAsync(fixture, stored.Location));
    }

    [Theory, InlineData(0), InlineData(100), InlineData(250)]
    public async Task A_damaged_file_is_an_error_with_its_reason(int length)
    {
        await using var fixture = await StoreFixture.StartAsync();
        var stored = await fixture.AddAsync(StoreFixture.RandomBytes(2000));
        await using (var file = File.OpenWrite(Assert.Single(fixture.InstanceFiles())))
        {
            file.SetLength(length);
        }

        var failure = await Assert.ThrowsAnyAsync<IOException>(async () => await fixture.Store.OpenAsync(stored.Location, TestContext.Current.CancellationToken));
        Assert.IsNotType<FileNotFoundException>(failure);
        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<InstanceCondition> VerifyAsync(StoreFixture fixture, string location)
    {
        await using var content = await fixture.Store.OpenAsync(location, TestContext.Current.CancellationToken);
        return await content.VerifyAsync(TestContext.Current.CancellationToken);
    }
}
