using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage.Tests;

public class LostInstanceTests : IDisposable
{
    private readonly StorageFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_catalog_loses_before_it_is_synced_is_entered_anew()
    {
        var stored = await StoreAsync(1, 2, 3);
        _fixture.Catalog.LoseUnsynced();
        Assert.Empty(_fixture.Catalog.Entries);

        Assert.Equal(3, await _fixture.Lost.RecoverAsync(Cancellation));

        Assert.Equal(stored, Uids());
        Assert.Empty(await _fixture.Store.ListUncertainAsync(Cancellation));
        Assert.Single(_fixture.Studies.List());
    }

    [Fact]
    public async Task After_a_sync_the_store_need_not_remember_and_nothing_can_be_lost()
    {
        var stored = await StoreAsync(1, 2);
        await _fixture.Unsynced.SyncAsync(Cancellation);
        _fixture.Catalog.LoseUnsynced();

        Assert.Empty(await _fixture.Store.ListUncertainAsync(Cancellation));
        Assert.Equal(0, await _fixture.Lost.RecoverAsync(Cancellation));
        Assert.Equal(stored, Uids());
    }

    [Fact]
    public async Task What_the_catalog_has_is_not_entered_twice()
    {
        var stored = await StoreAsync(1, 2);

        Assert.Equal(0, await _fixture.Lost.RecoverAsync(Cancellation));

        Assert.Equal(stored, Uids());
        Assert.Empty(await _fixture.Store.ListUncertainAsync(Cancellation));
    }

    [Fact]
    public async Task What_was_deleted_and_what_was_set_aside_is_not_entered()
    {
        await StoreAsync(1, 2);
        var aside = _fixture.Catalog.Entries[1].Stored.Location;
        await _fixture.Shelf.AddAsync((id, now) => new SetAsideInstance
        {
            Id = id,
            Kind = SetAsideKind.Conflict,
            SetAsideAt = now,
            Reason = "of another patient",
            Status = DimseStatus.Success,
            Location = aside,
        });
        await _fixture.Store.DeleteAsync(_fixture.Catalog.Entries[0].Stored.Location, Cancellation);
        _fixture.Catalog.LoseUnsynced();

        Assert.Equal(0, await _fixture.Lost.RecoverAsync(Cancellation));

        Assert.Empty(_fixture.Catalog.Entries);
        Assert.Empty(await _fixture.Store.ListUncertainAsync(Cancellation));
    }

    [Theory, InlineData(ConflictPolicy.Store, 1), InlineData(ConflictPolicy.Refuse, 0)]
    public async Task What_is_in_conflict_is_entered_as_the_policy_says(ConflictPolicy policy, int expected)
    {
        _fixture.Settings.Current = _fixture.Settings.Current with { Conflicts = policy };
        await StoreAsync(1);
        await _fixture.Unsynced.SyncAsync(Cancellation);
        await using var writer = await _fixture.Store.BeginAsync(
            new InstanceDescription { SopClass = Sample.SecondaryCapture, SopInstance = new Uid("2.25.2"), TransferSyntax = TransferSyntax.ExplicitVRLittleEndian }, Cancellation);
        await writer.WriteAsync(new(DataSet("2.25.2", "ANOTHER")), Cancellation);
        await writer.CommitRecoverablyAsync(new Uid("2.25.100"), Cancellation);

        Assert.Equal(expected, await _fixture.Lost.RecoverAsync(Cancellation));
    }

    [Fact]
    public async Task What_was_lost_is_there_again_when_the_start_has_ended()
    {
        var stored = await StoreAsync(1, 2);
        _fixture.Catalog.LoseUnsynced();

        var rest = await _fixture.Recovery.RunAsync(CancellationToken.None, Cancellation);

        Assert.Equal(stored, Uids());
        Assert.True(rest.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_start_without_the_catalog_enters_it_when_the_catalog_is_back()
    {
        var stored = await StoreAsync(1, 2);
        _fixture.Catalog.LoseUnsynced();
        _fixture.Catalog.Fault = new CatalogException("away") { IsTransient = true };

        var rest = await _fixture.Recovery.RunAsync(CancellationToken.None, Cancellation);
        _fixture.Time.Advance(StartRecovery.RetryInterval);
        Assert.False(rest.IsCompleted);
        _fixture.Catalog.Fault = null;
        while (!rest.IsCompleted)
        {
            _fixture.Time.Advance(StartRecovery.RetryInterval);
            await Task.Delay(1, Cancellation);
        }

        await rest;
        Assert.Equal(stored, Uids());
    }

    [Fact]
    public async Task What_waits_for_the_catalog_ends_with_the_plugin()
    {
        await StoreAsync(1);
        _fixture.Catalog.Fault = new CatalogException("away") { IsTransient = true };
        using var stopping = new CancellationTokenSource();

        var rest = await _fixture.Recovery.RunAsync(stopping.Token, Cancellation);
        Assert.False(rest.IsCompleted);
        await stopping.CancelAsync();

        await rest;
        Assert.Single(await _fixture.Store.ListUncertainAsync(Cancellation));
    }

    [Fact]
    public async Task A_catalog_that_does_not_know_whether_it_is_durable_leaves_the_store_remembering()
    {
        await StoreAsync(1);
        _fixture.Catalog.Fault = new CatalogException("not written") { IsTransient = false };
        await Assert.ThrowsAsync<CatalogException>(() => _fixture.Unsynced.SyncAsync(Cancellation));
        _fixture.Catalog.Fault = null;

        await _fixture.Unsynced.SyncAsync(Cancellation); // of what came later

        Assert.Single(await _fixture.Store.ListUncertainAsync(Cancellation));
    }

    [Fact]
    public async Task A_catalog_that_is_away_is_asked_again()
    {
        await StoreAsync(1);
        _fixture.Catalog.Fault = new CatalogException("away") { IsTransient = true };
        await Assert.ThrowsAsync<CatalogException>(() => _fixture.Unsynced.SyncAsync(Cancellation));
        Assert.Single(await _fixture.Store.ListUncertainAsync(Cancellation));
        _fixture.Catalog.Fault = null;

        await _fixture.Unsynced.SyncAsync(Cancellation);

        Assert.Empty(await _fixture.Store.ListUncertainAsync(Cancellation));
    }

    [Fact]
    public async Task Syncing_goes_by_the_interval_and_at_the_end()
    {
        using var stopping = new CancellationTokenSource();
        var running = _fixture.Unsynced.RunAsync(stopping.Token);
        await StoreAsync(1);
        while ((await _fixture.Store.ListUncertainAsync(Cancellation)).Count > 0)
        {
            _fixture.Time.Advance(_fixture.Settings.Current.CatalogSyncInterval);
            await Task.Delay(1, Cancellation);
        }

        await StoreAsync(2);
        await stopping.CancelAsync();
        await running;

        Assert.Empty(await _fixture.Store.ListUncertainAsync(Cancellation));
    }

    [Fact]
    public async Task Where_the_store_remembers_nothing_the_catalog_is_durable_before_the_answer()
    {
        _fixture.Store.RemembersForCatalog = false;
        var stored = await StoreAsync(1);

        _fixture.Catalog.LoseUnsynced();

        Assert.Equal(stored, Uids());
    }

    public void Dispose()
    {
        _fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    private static byte[] DataSet(string instance, string patientId) => Sample.Encode(Sample.Image().Set(Tags.SOPInstanceUID, instance).Set(Tags.PatientID, patientId));

    private List<string> Uids() => [.. _fixture.Catalog.Entries.Select(entry => entry.Attributes.GetString(Tags.SOPInstanceUID)!).Order(StringComparer.Ordinal)];

    private async Task<List<string>> StoreAsync(params int[] numbers)
    {
        foreach (var number in numbers)
        {
            var uid = new Uid($"2.25.{number}");
            Assert.Equal(DimseStatus.Success, (await _fixture.StoreAsync(DataSet(uid.Value, "P1"), sopInstance: uid)).Status);
        }

        return [.. numbers.Select(number => $"2.25.{number}")];
    }
}
