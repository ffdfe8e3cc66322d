using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>What the plugin leaves of an operation that is rehearsed: by the services that it is given, and nothing beside them.</summary>
public sealed class RehearsalTests
{
    private static readonly DateOnly Always = new(1900, 1, 1);

    [Fact]
    public async Task An_instance_is_answered_as_always_and_nothing_of_the_plugins_own_changes()
    {
        using var rehearsed = new StorageFixture { Operation = new TestOperation { IsRehearsal = true } };
        using var real = new StorageFixture();
        var dataSet = Sample.Encode(Sample.Image());

        Assert.Equal(DimseStatus.Success, (await rehearsed.StoreAsync(dataSet)).Status);
        await real.StoreAsync(dataSet);

        Assert.Equal(Sample.Instance.Value, Assert.Single(rehearsed.Catalog.Entries).Attributes.GetString(Tags.SOPInstanceUID)); // what these services are given they keep here
        Assert.Equal((0, 1), (await CountAsync(rehearsed), await CountAsync(real)));
        Assert.Equal((0, 1), (Notes(rehearsed), Notes(real)));
    }

    [Fact]
    public async Task What_is_refused_or_in_conflict_is_not_set_aside()
    {
        using var fixture = new StorageFixture { Operation = new TestOperation { IsRehearsal = true } };
        var refused = await fixture.StoreAsync(Sample.Encode(Sample.Image().Remove(Tags.StudyInstanceUID)));
        await fixture.StoreAsync(Sample.Encode(Sample.Image()));
        var (other, second) = (new Uid("2.25.301"), new Uid("2.25.302"));
        var mixed = await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(Tags.SOPInstanceUID, other).Set(Tags.PatientID, "OTHER")), sopInstance: other);
        fixture.Settings.Current = fixture.Settings.Current with { Conflicts = ConflictPolicy.Refuse };
        var conflict = await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(Tags.SOPInstanceUID, second).Set(Tags.PatientID, "OTHER")), sopInstance: second);

        Assert.Equal([0xA900, 0, Refusal.StudyElsewhere.Status.Code], new[] { refused, mixed, conflict }.Select(response => (int)response.Status.Code));
        Assert.Empty(fixture.SetAside.List(null));
    }

    private static async Task<int> CountAsync(StorageFixture fixture) =>
        (await fixture.Statistics.ReadAsync(Always, DateOnly.MaxValue, TestContext.Current.CancellationToken)).Count;

    private static int Notes(StorageFixture fixture) => fixture.Studies.List().Count;
}
