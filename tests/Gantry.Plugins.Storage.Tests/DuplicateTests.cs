using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage.Tests;

public class DuplicateTests
{
    [Fact]
    public async Task The_first_bytes_stay_when_the_same_uid_comes_again()
    {
        using var fixture = new StorageFixture();
        var first = Sample.Encode(Sample.Image());
        var second = Sample.Encode(Sample.Image().Set(Tags.PatientID, "P2, and longer"));

        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(first)).Status);
        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(first)).Status);
        Assert.Empty(fixture.SetAside.List(null));
        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(second)).Status);

        AssertStored(fixture, first, "P1");
        var conflict = Assert.Single(fixture.SetAside.List(null));
        Assert.Equal((SetAsideKind.Conflict, "SCU", Sample.Instance, DimseStatus.Success), (conflict.Kind, conflict.CallingAETitle.Value, conflict.SopInstance, conflict.Status));
        Assert.Equal(second, fixture.BytesOf(conflict));
        Assert.Equal(2, fixture.Store.Locations.Count);
    }

    [Fact]
    public async Task Other_content_of_the_same_length_is_a_conflict_too()
    {
        using var fixture = new StorageFixture();
        await fixture.StoreAsync(Sample.Encode(Sample.Image()));

        await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(Tags.PatientName, "ANON^TWO")));

        Assert.Equal(SetAsideKind.Conflict, Assert.Single(fixture.SetAside.List(null)).Kind);
    }

    [Theory]
    [InlineData(DuplicatePolicy.Keep, 0x0000, 0x0000)]
    [InlineData(DuplicatePolicy.Refuse, 0x0111, 0x0111)]
    [InlineData(DuplicatePolicy.Compare, 0x0000, 0x0111)]
    [InlineData(DuplicatePolicy.Replace, 0x0000, 0x0000)]
    public async Task Each_policy_has_its_answers(DuplicatePolicy policy, int toSame, int toOther)
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = new() { Duplicates = DuplicatePolicy.Keep, DuplicatesFor = ["NOBODY=Refuse", $"S?*={policy}", "*=Keep"] };
        var (first, second) = (Sample.Encode(Sample.Image()), Sample.Encode(Sample.Image().Set(Tags.PatientID, "P2")));
        await fixture.StoreAsync(first);

        var same = await fixture.StoreAsync(first);
        Assert.Empty(fixture.SetAside.List(null));
        Assert.Single(fixture.Store.Locations);
        var other = await fixture.StoreAsync(second);

        Assert.Equal((toSame, toOther), (same.Status.Code, other.Status.Code));
        var aside = Assert.Single(fixture.SetAside.List(null));
        var isReplaced = policy == DuplicatePolicy.Replace;
        AssertStored(fixture, isReplaced ? second : first, isReplaced ? "P2" : "P1");
        Assert.Equal(isReplaced ? SetAsideKind.Superseded : SetAsideKind.Conflict, aside.Kind);
        Assert.Equal(isReplaced ? first : second, fixture.BytesOf(aside));
        Assert.Equal(2, fixture.Store.Locations.Count);
    }

    [Theory]
    [InlineData(DuplicatePolicy.Keep)]
    [InlineData(DuplicatePolicy.Refuse)]
    [InlineData(DuplicatePolicy.Compare)]
    [InlineData(DuplicatePolicy.Replace)]
    public async Task Sixty_four_parallel_stores_of_one_uid_lose_none_of_the_bytes(DuplicatePolicy policy)
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = new() { Duplicates = policy };
        var dataSets = Enumerable.Range(0, 64).Select(i => Sample.Encode(Sample.Image().Set(Tags.PatientID, new string('P', i + 1)))).ToArray();

        var responses = await Task.WhenAll(dataSets.Select(dataSet => Task.Run(() => fixture.StoreAsync(dataSet))));

        var succeeds = policy is DuplicatePolicy.Keep or DuplicatePolicy.Replace;
        Assert.Equal(succeeds ? 64 : 1, responses.Count(response => response.Status == DimseStatus.Success));
        Assert.All(responses, response => Assert.Contains(response.Status.Code, (ushort[])[0x0000, 0x0111]));
        var entry = Assert.Single(fixture.Catalog.Entries);
        AssertStored(fixture, dataSets[entry.Attributes.GetString(Tags.PatientID)!.Length - 1], entry.Attributes.GetString(Tags.PatientID)!);
        var aside = fixture.SetAside.List(null);
        Assert.Equal(63, aside.Count);
        Assert.Equal(
            dataSets.Select(Convert.ToHexString).Order(),
            aside.Select(fixture.BytesOf).Append(fixture.Store.BytesAt(entry.Stored.Location).ToArray()).Select(Convert.ToHexString).Order());
        Assert.Equal(64, fixture.Store.Locations.Count);
        Assert.Equal(0, fixture.Store.OpenWriters);
    }

    [Fact]
    public async Task The_same_content_in_another_transfer_syntax_is_no_conflict()
    {
        using var fixture = new StorageFixture();
        using var other = new StorageFixture { Operation = new TestOperation { TransferSyntax = TransferSyntax.ImplicitVRLittleEndian } };
        await fixture.StoreAsync(Sample.Encode(Sample.Image()));
        var implicitly = StorageFixture.Feed(Sample.Encode(Sample.Image(), TransferSyntax.ImplicitVRLittleEndian), 4096);
        fixture.Settings.Current = new() { Duplicates = DuplicatePolicy.Compare };

        var response = await fixture.Handler().HandleAsync(other.Operation.Store(Sample.SecondaryCapture, Sample.Instance, implicitly), CancellationToken.None);

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Empty(fixture.SetAside.List(null));
        Assert.Single(fixture.Store.Locations);
    }

    [Fact]
    public async Task A_store_without_digests_compares_the_bytes()
    {
        using var fixture = new StorageFixture();
        fixture.Store.KeepsDigests = false;
        fixture.Settings.Current = new() { Duplicates = DuplicatePolicy.Compare };
        var dataSet = Sample.Encode(Sample.Image().Set(Tags.PixelData, new byte[200_000], Vr.OW));
        await fixture.StoreAsync(dataSet);

        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(dataSet)).Status);
        StorageFixture.AssertStatus(0x0111, await fixture.StoreAsync([.. dataSet[..^1], 1]));
        StorageFixture.AssertStatus(0x0111, await fixture.StoreAsync(Sample.Encode(Sample.Image())));
    }

    [Fact]
    public async Task Where_no_room_is_left_nothing_is_replaced_and_nothing_lost()
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = new() { Duplicates = DuplicatePolicy.Replace, ConflictMebibytes = 1 };
        var first = Sample.Encode(Sample.Image().Set(Tags.PixelData, new byte[1 << 20], Vr.OW));
        await fixture.StoreAsync(first);

        StorageFixture.AssertStatus(0xA700, await fixture.StoreAsync(Sample.Encode(Sample.Image())));

        AssertStored(fixture, first, "P1");
        Assert.Single(fixture.Store.Locations);
    }

    [Fact]
    public async Task A_catalog_that_fails_while_it_replaces_loses_neither()
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = new() { Duplicates = DuplicatePolicy.Replace };
        var (first, second) = (Sample.Encode(Sample.Image()), Sample.Encode(Sample.Image().Set(Tags.PatientID, "P2")));
        await fixture.StoreAsync(first);
        fixture.Catalog.ReplaceFault = new CatalogException("Away.");

        StorageFixture.AssertStatus(0xA700, await fixture.StoreAsync(second));

        AssertStored(fixture, first, "P1");
        Assert.Equal(2, fixture.Store.Locations.Count);
        fixture.Time.Advance(TimeSpan.FromDays(31));
        await fixture.Shelf.ExpireAsync(CancellationToken.None);
        AssertStored(fixture, first, "P1");
        Assert.Single(fixture.Store.Locations);
        Assert.Empty(fixture.SetAside.List(null));
    }

    [Fact]
    public async Task A_uid_of_another_sop_class_is_refused_and_the_first_stays()
    {
        using var fixture = new StorageFixture();
        var other = new Uid("1.2.840.10008.5.1.4.1.1.2");
        await fixture.StoreAsync(Sample.Encode(Sample.Image()));

        var response = await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(Tags.SOPClassUID, other)), sopClass: other);

        StorageFixture.AssertStatus(0xA900, response);
        Assert.Equal(Sample.SecondaryCapture, fixture.Store.DescriptionAt(Assert.Single(fixture.Catalog.Entries).Stored.Location).SopClass);
        Assert.Equal(other, fixture.Store.DescriptionAt(Assert.Single(fixture.SetAside.List(SetAsideKind.Conflict)).Location).SopClass);
    }

    [Fact]
    public async Task An_instance_whose_bytes_are_gone_is_restored_by_the_next_one_sent()
    {
        using var fixture = new StorageFixture();
        var dataSet = Sample.Encode(Sample.Image());
        await fixture.StoreAsync(dataSet);
        await fixture.Store.DeleteAsync(fixture.Store.Locations.First(), CancellationToken.None);

        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(dataSet)).Status);

        var entry = Assert.Single(fixture.Catalog.Entries);
        Assert.Equal(dataSet, fixture.Store.BytesAt(entry.Stored.Location).ToArray());
    }

    [Fact]
    public async Task An_instance_whose_bytes_have_changed_is_restored_by_the_next_one_sent()
    {
        using var fixture = new StorageFixture();
        var dataSet = Sample.Encode(Sample.Image());
        await fixture.StoreAsync(dataSet);
        byte[] changed = [.. dataSet[..^1], (byte)(dataSet[^1] ^ 1)];
        fixture.Store.Damage(Assert.Single(fixture.Store.Locations), changed);

        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(dataSet)).Status);

        var entry = Assert.Single(fixture.Catalog.Entries);
        Assert.Equal(dataSet, fixture.Store.BytesAt(entry.Stored.Location).ToArray());
        Assert.Single(fixture.Store.Locations);
    }

    [Fact]
    public async Task A_catalog_that_fails_over_a_duplicate_keeps_the_first()
    {
        using var fixture = new StorageFixture();
        await fixture.StoreAsync(Sample.Encode(Sample.Image()));
        fixture.Catalog.Fault = new CatalogException("Away.");

        StorageFixture.AssertStatus(0xA700, await fixture.StoreAsync(Sample.Encode(Sample.Image())));

        Assert.Single(fixture.Store.Locations);
    }

    private static void AssertStored(StorageFixture fixture, byte[] dataSet, string patientId)
    {
        var entry = Assert.Single(fixture.Catalog.Entries);
        Assert.Equal(patientId, entry.Attributes.GetString(Tags.PatientID));
        Assert.Equal(dataSet, fixture.Store.BytesAt(entry.Stored.Location).ToArray());
    }
}
