using System.Security.Cryptography;
using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

public abstract partial class InstanceStoreSpecification
{
    /// <summary>What a sender needs to propose a presentation context comes with the instance.</summary>
    [Fact]
    public async Task An_opened_instance_says_what_it_is()
    {
        var description = Describe(transferSyntax: TransferSyntax.DeflatedExplicitVRLittleEndian);
        var stored = await AddAsync(Bytes(10), description);
        await using var content = await Store.OpenAsync(stored.Location, Cancellation);
        Assert.Equal(
            (description.SopClass, description.SopInstance, description.TransferSyntax, 10L),
            (content.SopClass, content.SopInstance, content.TransferSyntax, content.Length));
    }

    /// <summary>What was kept is shown to be what came, however long it is. A store without digests has nothing to show.</summary>
    [Theory, InlineData(0), InlineData(10), InlineData(1_000_000)]
    public async Task The_digest_is_that_of_the_bytes_that_came(int length)
    {
        var dataSet = Bytes(length);
        await using var content = await Store.OpenAsync((await AddAsync(dataSet)).Location, Cancellation);
        Assert.SkipWhen(content.Digest.IsEmpty, "The store keeps no digests.");
        Assert.Equal(SHA256.HashData(dataSet), content.Digest);
        Assert.Equal(InstanceCondition.Intact, await content.VerifyAsync(Cancellation));
    }

    /// <summary>Of an instance that was compressed on its way the store knows two digests: what it has, and what came.</summary>
    [Theory, InlineData(4_000), InlineData(600_000)]
    public async Task The_digest_of_what_was_received_is_kept_beside_that_of_what_is_stored(int length)
    {
        var dataSet = Bytes(length);
        var received = SHA256.HashData(Bytes(7));
        await using var content = await Store.OpenAsync((await AddAsync(dataSet, Describe() with { ReceivedDigest = received })).Location, Cancellation);
        Assert.SkipWhen(content.Digest.IsEmpty, "The store keeps no digests.");
        Assert.Equal(SHA256.HashData(dataSet), content.Digest);
        Assert.Equal(received, content.ReceivedDigest);
        Assert.Equal(InstanceCondition.Intact, await content.VerifyAsync(Cancellation));
    }

    /// <summary>A syntax that nobody here understands is a name like any other.</summary>
    [Fact]
    public async Task A_private_transfer_syntax_is_kept()
    {
        var description = Describe(transferSyntax: new TransferSyntax(new Uid("2.25.123456789.3")));
        var stored = await AddAsync([9, 8, 7], description);
        await using var content = await Store.OpenAsync(stored.Location, Cancellation);
        Assert.Equal(description.TransferSyntax, content.TransferSyntax);
    }

    /// <summary>Rules name volumes, and one that the store does not tell of could be named by nobody.</summary>
    [Fact]
    public async Task An_instance_lies_on_a_volume_that_the_store_has_or_on_one_without_a_name()
    {
        var stored = await AddAsync(Bytes(10));
        var names = await Store.GetVolumesAsync(Cancellation);
        Assert.All(names, name => Assert.Matches("^[A-Za-z0-9_-]{1,32}$", name));
        Assert.Equal(names.Distinct(), names);
        if (await Store.FindVolumeAsync(stored.Location, Cancellation) is { } volume)
        {
            Assert.Contains(volume, names);
        }

        await Store.DeleteAsync(stored.Location, Cancellation);
        Assert.Null(await Store.FindVolumeAsync(stored.Location, Cancellation));
        Assert.Null(await Store.FindVolumeAsync("nowhere", Cancellation));
    }

    /// <summary>Nobody waits for another reader.</summary>
    [Fact]
    public async Task Two_readers_of_one_instance_do_not_meet()
    {
        var dataSet = Bytes(300_000);
        var stored = await AddAsync(dataSet);
        await using var held = await Store.OpenAsync(stored.Location, Cancellation);
        var first = await held.DataSet.ReadAsync(Cancellation);
        held.DataSet.AdvanceTo(first.Buffer.Start, first.Buffer.End);
        Assert.Equal(dataSet, await ReadAsync(stored.Location));
    }

    /// <summary>A peer that goes away in the midst leaves a reader that is disposed half read, or not read at all.</summary>
    [Fact]
    public async Task An_instance_may_be_left_unread()
    {
        var stored = await AddAsync(Bytes(300_000));
        await using (await Store.OpenAsync(stored.Location, Cancellation))
        {
        }

        await using (var half = await Store.OpenAsync(stored.Location, Cancellation))
        {
            var read = await half.DataSet.ReadAsync(Cancellation);
            half.DataSet.AdvanceTo(read.Buffer.GetPosition(1));
        }

        await Store.DeleteAsync(stored.Location, Cancellation);
        Assert.Empty(await LocationsAsync());
    }

    /// <summary>Deleting is by location, and idempotent.</summary>
    [Fact]
    public async Task Deleting_removes_one_instance_and_may_be_repeated()
    {
        var (description, study) = (Describe(), Uid.New());
        var first = await AddAsync([1, 2], description, study);
        var second = await AddAsync([3, 4], description, study);
        await Store.DeleteAsync(first.Location, Cancellation);
        await Store.DeleteAsync(first.Location, Cancellation);
        await Assert.ThrowsAsync<FileNotFoundException>(async () => await Store.OpenAsync(first.Location, Cancellation));
        Assert.Equal([second.Location], await LocationsAsync());
        Assert.Equal([3, 4], await ReadAsync(second.Location));
    }

    /// <summary>A location of another store, or one made to reach out of this one, is nothing.</summary>
    [Theory, InlineData(""), InlineData("nowhere"), InlineData("../../../etc/passwd"), InlineData("/etc/passwd"), InlineData("a/b/../../c"), InlineData("\0")]
    public async Task A_foreign_location_has_nothing(string location)
    {
        await Assert.ThrowsAsync<FileNotFoundException>(async () => await Store.OpenAsync(location, Cancellation));
        await Store.DeleteAsync(location, Cancellation);
    }

    /// <summary>What a catalog is rebuilt from is complete, and names nothing twice.</summary>
    [Fact]
    public async Task All_instances_are_enumerated_with_and_without_a_study()
    {
        var expected = new List<string>();
        var study = Uid.New();
        for (var i = 0; i < 20; i++)
        {
            expected.Add((await AddAsync([1, 2], study: i % 3 == 0 ? default(Uid) : i % 3 == 1 ? study : null)).Location);
        }

        Assert.Equal(expected.Order(StringComparer.Ordinal), await LocationsAsync());
    }

    /// <summary>A rebuild runs beside a server that works.</summary>
    [Fact]
    public async Task Enumerating_goes_on_while_instances_come_and_go()
    {
        var stays = await AddAsync([1]);
        var goes = await AddAsync([2]);
        var seen = new List<string>();
        await foreach (var location in Store.EnumerateAsync(Cancellation))
        {
            seen.Add(location);
            await AddAsync([3]);
            await Store.DeleteAsync(goes.Location, Cancellation);
            if (seen.Count > 100)
            {
                break; // a store that lists what was added meanwhile may go on for as long as something is added
            }
        }

        Assert.Contains(stays.Location, seen);
    }

    /// <summary>A walk part by part comes upon every instance once. A store without parts has nothing to show.</summary>
    [Fact]
    public async Task The_parts_of_a_store_hold_every_instance_once()
    {
        Assert.SkipUnless(Store is IPartitionedInstanceStore, "The store has no parts.");
        for (var i = 0; i < 12; i++)
        {
            await AddAsync([1, 2]);
        }

        var store = (IPartitionedInstanceStore)Store;
        var found = new List<string>();
        foreach (var part in await store.GetPartsAsync(Cancellation))
        {
            await foreach (var location in store.EnumerateAsync(part, Cancellation))
            {
                found.Add(location);
            }
        }

        found.Sort(StringComparer.Ordinal);
        Assert.Equal(await LocationsAsync(), found);
        await foreach (var location in store.EnumerateAsync("../..", Cancellation))
        {
            Assert.Fail($"A part that there is not has {location}.");
        }
    }
}
