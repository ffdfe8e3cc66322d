using System.Buffers;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Rehearsals;

namespace Gantry.Host.Tests.Rehearsals;

/// <summary>What services do that take note only.</summary>
public sealed class RehearsedServicesTests
{
    private readonly Rehearsal _rehearsal = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_takes_the_bytes_and_keeps_none()
    {
        var store = new InMemoryInstanceStore();
        var kept = store.Add(Describe("2.25.1"), new byte[] { 1, 2 });
        var rehearsed = Of<IInstanceStore>(store);

        var writer = await rehearsed.BeginAsync(Describe("2.25.2"), Token);
        await writer.WriteAsync(new ReadOnlySequence<byte>("ab"u8.ToArray()), Token);
        await writer.WriteAsync(new ReadOnlySequence<byte>("c"u8.ToArray()), Token);
        var stored = await writer.CommitRecoverablyAsync(new Uid("2.25.9"), Token);
        await writer.DisposeAsync();
        await rehearsed.DeleteAsync(stored.Location, Token);
        await rehearsed.DeleteAsync(kept.Location, Token);
        var given = await rehearsed.OpenAsync(kept.Location, Token);
        await given.DisposeAsync();

        Assert.Equal((3L, null), (stored.Length, stored.Recovery));
        Assert.Equal([kept.Location], store.Locations);
        await Assert.ThrowsAsync<FileNotFoundException>(async () => await rehearsed.OpenAsync(stored.Location, Token));
        Assert.Equal(
            [
                new("stored", "2.25.2", "1.2.840.10008.1.2.1, 3 bytes, SHA-256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                new RehearsedEffect("deleted", kept.Location, ""),
            ],
            _rehearsal.Effects);
    }

    [Fact]
    public async Task A_catalog_tells_of_conflicts_and_takes_what_it_has_as_new()
    {
        var (catalog, there) = (new InMemoryCatalog(), new SampleInstance().With(Tags.PatientID, "P1"));
        await catalog.AddAsync([there.ToEntry()], Token);
        var rehearsed = Of<ICatalog>(catalog);

        var outcomes = await rehearsed.AddAsync(
            [
                there.ToEntry() with { RefusesConflict = true },
                there.Next().With(Tags.StudyInstanceUID, "2.25.8").ToEntry() with { RefusesConflict = true },
                there.Next().With(Tags.SeriesInstanceUID, "2.25.7").With(Tags.PatientID, "P2").ToEntry() with { RefusesConflict = true },
                there.Next().With(Tags.StudyInstanceUID, "2.25.8").ToEntry(),
            ],
            Token);
        var removed = await rehearsed.RemoveAsync(new InstanceSelection { Instances = [there.SopInstance] }, Token);

        Assert.Equal([AddOutcome.Added, AddOutcome.SeriesOfOtherStudy, AddOutcome.StudyOfOtherPatient, AddOutcome.Added], outcomes);
        Assert.Equal(there.SopInstance, Assert.Single(removed).SopInstance);
        Assert.Equal(there.SopInstance, Assert.Single(await catalog.SelectAsync(new InstanceSelection { Studies = [there.Study] }, Token).ToListAsync(Token)).SopInstance);
        Assert.Equal(["catalogued", "catalogued", "removed"], _rehearsal.Effects.Select(effect => effect.Kind));
    }

    [Fact]
    public async Task A_queue_has_what_was_added_for_this_operation_alone()
    {
        var queue = new InMemoryJobQueue();
        var rehearsed = Of<ICommitmentLedger>(queue);
        var job = new Job { Uid = new Uid("2.25.5"), DueAt = DateTimeOffset.UnixEpoch, CreatedAt = DateTimeOffset.UnixEpoch, Attributes = DicomDataSet.Empty };

        Assert.True(await rehearsed.AddAsync(job, Token));
        Assert.False(await rehearsed.AddAsync(job, Token));
        var stored = await rehearsed.GetAsync(job.Uid, Token);
        var changed = await rehearsed.UpdateAsync(stored!, stored!.Job with { State = JobState.Done }, lease: null, DateTimeOffset.UnixEpoch, Token);

        Assert.Equal(JobState.Done, changed!.Job.State);
        Assert.Null(await queue.GetAsync(job.Uid, Token));
        Assert.Equal(["queued", "changed"], _rehearsal.Effects.Select(effect => effect.Kind));
    }

    [Fact]
    public void What_cannot_be_noted_only_is_not_given()
    {
        var policy = new FixedScopePolicy();

        Assert.Same(policy, RehearsedServices.Of(typeof(ICatalogScopePolicy), policy, _rehearsal));
        Assert.Equal("A rehearsal may not have IUserStore.", Assert.Throws<ServiceUnavailableException>(() => RehearsedServices.Of(typeof(IUserStore), new object(), _rehearsal)).Message);
    }

    [Fact]
    public async Task Work_that_outlives_the_operation_is_no_rehearsal()
    {
        var ended = new TaskCompletionSource();
        Task<Rehearsal?> later;
        using (RehearsalScope.Begin(_rehearsal))
        {
            later = Task.Run(
                async () =>
                {
                    await ended.Task;
                    return RehearsalScope.Current;
                },
                Token);
            Assert.Same(_rehearsal, RehearsalScope.Current);
        }

        ended.SetResult();
        Assert.Null(await later);
        Assert.Null(RehearsalScope.Begin(null));
    }

    [Fact]
    public void What_is_too_much_is_counted_and_not_kept()
    {
        for (var i = 0; i <= Rehearsal.MostEffects; i++)
        {
            Assert.False(_rehearsal.IsCut);
            _rehearsal.Note(new RehearsedEffect("sent", "2.25.1", ""));
        }

        Assert.True(_rehearsal.IsCut);
        Assert.Equal(Rehearsal.MostEffects, _rehearsal.Effects.Length);
    }

    private T Of<T>(object service) => (T)RehearsedServices.Of(typeof(T), service, _rehearsal);

    private static InstanceDescription Describe(string instance) => new()
    {
        SopClass = Uids.CTImageStorage,
        SopInstance = new Uid(instance),
        TransferSyntax = TransferSyntax.ExplicitVRLittleEndian,
    };
}
