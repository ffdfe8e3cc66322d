using System.Composition;
using Gantry.Contracts.Testing;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>When a study counts as complete, and who is told.</summary>
public sealed class StudyWatchTests
{
    private readonly RecordedStudyEvents _events = new();

    [Fact]
    public async Task A_study_is_complete_when_nothing_has_come_for_the_quiet_period()
    {
        using var fixture = new StorageFixture();
        var watch = Watch(fixture);
        await StoreAsync(fixture, "2.25.301");
        fixture.Time.Advance(TimeSpan.FromSeconds(100));
        await StoreAsync(fixture, "2.25.302");
        fixture.Time.Advance(TimeSpan.FromSeconds(100));
        await watch.LookAsync(CancellationToken.None);
        Assert.Empty(_events.Complete);

        fixture.Time.Advance(TimeSpan.FromSeconds(20));
        await watch.LookAsync(CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);

        var study = Assert.Single(_events.Complete);
        Assert.Equal((new Uid("2.25.100"), 2L, "SCU", false), (study.StudyInstanceUid, study.Instances, study.CallingAETitle.Value, study.IsCounted));
        Assert.Equal(fixture.Time.GetUtcNow() - TimeSpan.FromSeconds(120), study.LastReceivedAt);
    }

    [Fact]
    public async Task It_is_complete_at_once_when_as_many_have_come_as_it_says()
    {
        using var fixture = new StorageFixture();
        var watch = Watch(fixture);
        await StoreAsync(fixture, "2.25.301", expected: 2);
        await watch.LookAsync(CancellationToken.None);
        Assert.Empty(_events.Complete);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));

        await StoreAsync(fixture, "2.25.302", expected: 2);
        await watch.LookAsync(CancellationToken.None);

        var study = Assert.Single(_events.Complete);
        Assert.Equal((2L, 2L, true), (study.Instances, study.ExpectedInstances!.Value, study.IsCounted));
    }

    [Fact]
    public async Task What_is_missing_after_the_quiet_period_is_told()
    {
        using var fixture = new StorageFixture();
        await StoreAsync(fixture, "2.25.301", expected: 3);
        fixture.Time.Advance(TimeSpan.FromMinutes(2));

        await Watch(fixture).LookAsync(CancellationToken.None);

        Assert.False(Assert.Single(_events.Complete).IsCounted);
        Assert.Contains(fixture.Logs.Entries, line => line.Text.Contains("1 of 3 instances", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_restart_forgets_no_study()
    {
        using var fixture = new StorageFixture();
        await StoreAsync(fixture, "2.25.301");
        var taken = Assert.Single(fixture.Studies.List());
        Assert.True(fixture.Studies.TryClaim(taken)); // the host dies while it tells
        fixture.Time.Advance(TimeSpan.FromMinutes(3));
        var after = new PendingStudies(fixture.Context, fixture.Time, fixture.Logs);
        after.GiveBack();

        await Watch(fixture, after).LookAsync(CancellationToken.None);

        Assert.Equal(1, Assert.Single(_events.Complete).Instances);
        Assert.Empty(after.List());
    }

    [Fact]
    public async Task It_tells_all_titles_by_which_this_server_was_called_also_before_a_restart_and_forgets_them_once_told()
    {
        using var fixture = new StorageFixture();
        var (study, caller) = (new Uid("2.25.100"), new AETitle("A|B"));
        await StoreAsync(fixture, "2.25.301");
        fixture.Studies.Note(study, caller, new AETitle("BURN"), expected: null);
        Assert.True(fixture.Studies.TryClaim(Assert.Single(fixture.Studies.List()))); // the host dies while it tells
        var after = new PendingStudies(fixture.Context, fixture.Time, fixture.Logs);
        after.Note(study, caller, new AETitle("OTHER"), expected: null);
        after.GiveBack();
        fixture.Time.Advance(TimeSpan.FromMinutes(3));
        var watch = Watch(fixture, after);
        await watch.LookAsync(CancellationToken.None);

        after.Note(study, caller, new AETitle("OTHER"), expected: null);
        fixture.Time.Advance(TimeSpan.FromMinutes(3));
        await watch.LookAsync(CancellationToken.None);

        Assert.Equal(["GANTRY, BURN, OTHER", "OTHER"], _events.Complete.Select(told => string.Join(", ", told.CalledAETitles)));
        Assert.All(_events.Complete, told => Assert.Equal(caller, told.CallingAETitle));
    }

    [Fact]
    public void No_more_titles_are_kept_than_a_server_has()
    {
        using var fixture = new StorageFixture();
        for (var i = 0; i < 100; i++)
        {
            fixture.Studies.Note(new Uid("2.25.100"), new AETitle("SCU"), new AETitle($"T{i}"), expected: null);
        }

        Assert.Equal(Enumerable.Range(84, 16).Select(i => $"T{i}"), Assert.Single(fixture.Studies.List()).Called.Select(title => title.Value));
    }

    [Fact]
    public async Task More_instances_make_it_a_study_to_be_told_of_again()
    {
        using var fixture = new StorageFixture();
        var watch = Watch(fixture);
        await StoreAsync(fixture, "2.25.301");
        fixture.Time.Advance(TimeSpan.FromMinutes(3));
        await watch.LookAsync(CancellationToken.None);
        await StoreAsync(fixture, "2.25.302");
        fixture.Time.Advance(TimeSpan.FromMinutes(3));
        await watch.LookAsync(CancellationToken.None);
        Assert.Equal([1L, 2L], _events.Complete.Select(study => study.Instances));
    }

    [Fact]
    public async Task A_study_that_was_deleted_is_not_told_of()
    {
        using var fixture = new StorageFixture();
        await StoreAsync(fixture, "2.25.301");
        await fixture.Catalog.RemoveAsync(new() { Studies = [new Uid("2.25.100")] }, CancellationToken.None);
        fixture.Time.Advance(TimeSpan.FromMinutes(3));
        await Watch(fixture).LookAsync(CancellationToken.None);
        Assert.Empty(_events.Complete);
        Assert.Empty(fixture.Studies.List());
    }

    private StudyWatch Watch(StorageFixture fixture, PendingStudies? pending = null) => new(
        pending ?? fixture.Studies,
        new ExportFactory<StudyCount>(() => Tuple.Create(new StudyCount(fixture.Catalog), (Action)(() => { }))),
        _events,
        fixture.Settings,
        fixture.Time,
        fixture.Logs);

    private static async Task StoreAsync(StorageFixture fixture, string uid, int? expected = null)
    {
        var dataSet = Sample.Image().Set(Tags.SOPInstanceUID, uid);
        if (expected is { } count)
        {
            dataSet.Set(Tags.NumberOfStudyRelatedInstances, count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Equal(0, (await fixture.StoreAsync(Sample.Encode(dataSet), sopInstance: new Uid(uid))).Status.Code);
    }
}
