using System.IO.Pipelines;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>A handler over a store and a catalog in memory.</summary>
internal sealed class StorageFixture : IDisposable
{
    public InMemoryInstanceStore Store { get; } = new();

    public InMemoryCatalog Catalog { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public TestOperation Operation { get; init; } = new();

    public StoreHandler Handler() => new(Store, Catalog, Time, NullLoggerFactory.Instance);

    public Task<FinalResponse> StoreAsync(byte[] dataSet, Uid? sopClass = null, Uid? sopInstance = null, int segment = 4096) =>
        StoreAsync(Feed(dataSet, segment), sopClass, sopInstance);

    public async Task<FinalResponse> StoreAsync(PipeReader content, Uid? sopClass = null, Uid? sopInstance = null) =>
        await Handler().HandleAsync(Operation.Store(sopClass ?? Sample.SecondaryCapture, sopInstance ?? Sample.Instance, content), Operation.Token);

    /// <summary>A pipe that gives a few bytes at a time and holds its writer back.</summary>
    public static PipeReader Feed(byte[] bytes, int segment, Exception? end = null)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 65_536, resumeWriterThreshold: 32_768, minimumSegmentSize: 16));
        _ = Task.Run(async () =>
        {
            foreach (var part in bytes.Chunk(segment))
            {
                if ((await pipe.Writer.WriteAsync(part)).IsCompleted)
                {
                    break;
                }
            }

            await pipe.Writer.CompleteAsync(end);
        });
        return pipe.Reader;
    }

    /// <summary>Asserts that an operation has left nothing.</summary>
    public void AssertNothingKept()
    {
        Assert.Empty(Store.Locations);
        Assert.Empty(Catalog.Entries);
        Assert.Equal(0, Store.OpenWriters);
    }

    public static void AssertStatus(int expected, FinalResponse response)
    {
        Assert.Equal(new DimseStatus((ushort)expected), response.Status);
        Assert.InRange(response.ErrorComment?.Length ?? 0, 1, 200);
    }

    public void Dispose() => Operation.Dispose();
}
