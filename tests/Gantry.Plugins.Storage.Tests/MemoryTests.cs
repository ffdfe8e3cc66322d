using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>Alone in the process, for some count what all threads allocate.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true), Collection(nameof(MemoryTests))]
public class MemoryTests
{
    private const long TwoGigabytes = 2_000_000_000;

    // All that is allocated while 15,000 blocks pass, garbage included; a debug build makes an object of each call that might wait.
    private const long MaximumAllocated = 5_000_000;

    [Fact]
    public async Task Two_gigabytes_of_pixel_data_take_no_more_memory_than_two_hundred()
    {
        var header = Sample.Encode(Sample.Image().Remove(Tags.PixelData));
        byte[] start = [.. header, 0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'W', 0, 0, 0x00, 0x94, 0x35, 0x77];

        Assert.InRange(await AllocatedAsync(start, TwoGigabytes), 0, MaximumAllocated);
    }

    [Fact]
    public async Task A_two_gigabyte_value_before_the_pixel_data_takes_no_memory_either()
    {
        var header = Sample.Encode(Sample.Image().Remove(Tags.PixelData));
        byte[] start = [.. header, 0x42, 0x00, 0x11, 0x00, (byte)'O', (byte)'B', 0, 0, 0x00, 0x94, 0x35, 0x77];

        Assert.InRange(await AllocatedAsync(start, TwoGigabytes), 0, MaximumAllocated);
    }

    [Fact]
    public async Task Endless_small_elements_take_memory_up_to_a_bound()
    {
        var header = Sample.Encode(Sample.Image().Remove(Tags.PixelData));
        // A sequence of undefined length, and items with one comment each, half a gigabyte of them.
        byte[] start = [.. header, 0x00, 0x52, 0x30, 0x92, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF];
        byte[] item = [0xFE, 0xFF, 0x00, 0xE0, 16, 0, 0, 0, 0x20, 0x00, 0x00, 0x40, (byte)'L', (byte)'T', 8, 0, .. "comment "u8];
        var block = Enumerable.Repeat(item, 5_000).SelectMany(bytes => bytes).ToArray();

        Assert.InRange(await AllocatedAsync(start, block.Length * 4_000L, block), 0, 100_000_000);
    }

    [Fact]
    public async Task Lengths_that_lie_cost_no_memory()
    {
        using var fixture = new StorageFixture();
        var header = Sample.Encode(Sample.Image().Remove(Tags.PixelData));
        byte[] dataSet = [.. header, 0x70, 0x00, 0x01, 0x00, (byte)'O', (byte)'B', 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 1, 2, 3];
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var response = await fixture.StoreAsync(dataSet);

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 4_000_000);
        StorageFixture.AssertStatus(0xC000, response);
        fixture.AssertNothingKept();
    }

    private static async Task<long> AllocatedAsync(byte[] start, long length, byte[]? block = null)
    {
        using var fixture = new StorageFixture();
        var (store, operation) = (new CountingStore(), fixture.Operation);
        var handler = fixture.Handler(store);
        var content = new GeneratedContent(start, block ?? new byte[131_072], start.Length + length);
        var before = GC.GetAllocatedBytesForCurrentThread();

        // Nothing here waits, so that all of it runs and is counted on this thread up to the catalog.
        var running = handler.HandleAsync(operation.Store(Sample.SecondaryCapture, Sample.Instance, content), operation.Token);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(DimseStatus.Success, (await running).Status);
        Assert.Equal(start.Length + length, store.Written);
        Assert.Equal("P1", Assert.Single(fixture.Catalog.Entries).Attributes.GetString(Tags.PatientID));
        return allocated;
    }
}
