using System.Composition;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.Retention.Tests;

/// <summary>Studies that rules delete, and those that they keep.</summary>
public sealed class RetentionTests : IDisposable
{
    private static readonly AETitle Archive = new("ARCHIVE");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryCatalog _catalog = new();
    private readonly InMemoryInstanceStore _store = new();
    private readonly InMemoryJobQueue _ledger = new();
    private readonly InMemoryTransactionLog _log = new();
    private readonly RecordedStudyEvents _events = new();
    private readonly TestPluginContext _context = new("gantry.retention");
    private readonly RecordedLogs _logs = new();
    private readonly TestPluginSettings<RetentionSettings> _settings = new(new RetentionSettings { RequiresSafeCopy = false, StudiesPerMinute = 60_000 });
    private readonly DeletionBook _book;
    private readonly DeletionService _deletions;
    private readonly WaitingBytes _waiting;
    private readonly RetentionService _service;

    public RetentionTests()
    {
        _store.Time = _time;
        _waiting = new(_context, _time, _logs);
        _book = new(_context, _time, _logs);
        _deletions = new(Factory<ChosenDeletion>(() => throw new InvalidOperationException("Nobody chooses here.")), _book);
        _service = new(_context, Factory(Pass), Factory(Sweep), _waiting, _deletions, _settings, _time, _logs);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _service.Dispose();
        _deletions.Dispose();
        _context.Dispose();
    }

    [Fact]
    public async Task Without_rules_nothing_is_deleted_however_old()
    {
        await AddAsync("CT1");
        _time.Advance(TimeSpan.FromDays(30_000));

        var run = await _service.RunAsync(isDryRun: false, Cancellation);

        Assert.Equal((1, 0), (run.StudiesSeen, run.StudiesDeleted));
        Assert.Single(_store.Locations);
        Assert.Null((await _service.DescribeAsync(Cancellation)).NextRunAt);
    }

    [Fact]
    public async Task The_first_rule_for_sender_and_modality_counts_and_a_dry_run_says_so_without_deleting()
    {
        Set("CT*=keep for MG", "CT*=after 10 days since arrival for CT,MG", "*=after 400 days");
        var (due, kept, other) = (await AddAsync("CT1"), await AddAsync("CT1", modality: "MG"), await AddAsync("MR1", modality: "MR"));
        _time.Advance(TimeSpan.FromDays(11));
        var young = await AddAsync("CT1");

        var dry = await _service.RunAsync(isDryRun: true, Cancellation);
        Assert.Equal(due.Study, Assert.Single(dry.Studies).Study);
        Assert.Equal(4, _catalog.Entries.Count);
        Assert.Empty(_log.Records);

        var run = await _service.RunAsync(isDryRun: false, Cancellation);
        Assert.Equal((4L, 1L, 1L, 100L), (run.StudiesSeen, run.StudiesDeleted, run.Instances, run.Bytes));
        Assert.Equal(new[] { kept.Study, other.Study, young.Study }.Order(), Studies());
        var record = Assert.Single(_log.Records);
        Assert.Equal(("RETENTION", due.Study, TransactionType.Audit), (record.Command, record.Study, record.Type));
        Assert.Contains("CT*=after 10 days since arrival for CT,MG", record.Description, StringComparison.Ordinal);

        var told = Assert.Single(_events.Deleted);
        Assert.Equal((due.Study, true, due.Attributes.GetString(Tags.PatientID), "gantry.retention 1.0.0"), (told.StudyInstanceUid, told.IsWholeStudy, told.PatientId, told.Plugin));
        Assert.Equal((due.SopClass, 1), (Assert.Single(told.Instances).Key, told.Instances.Values.Single()));
        Assert.Contains("CT*=after 10 days", told.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_since_study_count_from_its_date_and_every_study_is_kept_for_a_while()
    {
        Set("*=after 365 days since study");
        var old = await AddAsync("CT1", date: "20200101");
        await AddAsync("CT1", date: "20251201");
        Assert.Equal(0, (await _service.RunAsync(isDryRun: false, Cancellation)).StudiesDeleted); // came just now
        _time.Advance(TimeSpan.FromDays(8));

        Assert.Equal(old.Study, Assert.Single((await _service.RunAsync(isDryRun: false, Cancellation)).Studies).Study);
    }

    [Fact]
    public async Task An_instance_that_came_late_keeps_its_study()
    {
        Set("*=after 10 days since arrival");
        var first = await AddAsync("CT1", number: "1");
        await AddAsync("CT1", first.Next().With(Tags.InstanceNumber, "9"));
        _time.Advance(TimeSpan.FromDays(11));
        await AddAsync("CT1", first.Next().With(Tags.InstanceNumber, "5")); // between those that are looked at first

        Assert.Equal((0L, 0L), await _service.RunAsync(isDryRun: false, Cancellation) is var run ? (run.StudiesDeleted, run.StudiesUnclear) : default);
    }

    [Fact]
    public async Task Bytes_stay_for_those_who_retrieve_and_go_after_that()
    {
        Set("*=after 10 days");
        await AddAsync("CT1");
        _time.Advance(TimeSpan.FromDays(11));
        await _service.RunAsync(isDryRun: false, Cancellation);

        Assert.Empty(_catalog.Entries);
        await using (await _store.OpenAsync(Assert.Single(_store.Locations), Cancellation))
        {
            Assert.Equal(1, (await _service.DescribeAsync(Cancellation)).WaitingInstances);
        }

        _time.Advance(TimeSpan.FromMinutes(61));
        await Sweep().RunAsync(Cancellation);
        Assert.Empty(_store.Locations);
        Assert.Equal(0, _waiting.Count);
    }

    [Fact]
    public async Task Bytes_that_the_catalog_lists_again_are_never_deleted()
    {
        var sample = await AddAsync("CT1");
        var listed = Assert.Single(_catalog.Entries);
        _waiting.Add([new DoomedInstance(sample.SopClass, sample.SopInstance, 100, listed.Stored.Location)]); // and then the host died
        _time.Advance(TimeSpan.FromHours(2));

        await Sweep().RunAsync(Cancellation);

        Assert.Single(_store.Locations);
        Assert.Equal(0, _waiting.Count);
    }

    [Fact]
    public async Task A_study_that_no_archive_has_committed_to_is_kept()
    {
        _settings.Current = new() { Rules = ["*=after 10 days"], SafeArchives = [Archive.Value], StudiesPerMinute = 60_000 };
        var (safe, half) = (await AddAsync("CT1"), await AddAsync("CT1"));
        await AddAsync("CT1", half.Next());
        await CommitAsync(safe, half);
        _time.Advance(TimeSpan.FromDays(11));

        var run = await _service.RunAsync(isDryRun: false, Cancellation);

        Assert.Equal((1, 1), (run.StudiesDeleted, run.StudiesNotSafe));
        Assert.Equal([half.Study], Studies().Distinct());
    }

    [Fact]
    public async Task Above_high_water_the_studies_that_came_first_go_down_to_low_water()
    {
        _settings.Current = new() { Rules = ["KEPT=keep"], HighWaterGigabytes = 3, LowWaterGigabytes = 2, RequiresSafeCopy = false, StudiesPerMinute = 60_000 };
        var kept = await AddAsync("KEPT", length: 1_000_000_000);
        _time.Advance(TimeSpan.FromDays(1));
        await AddAsync("CT1", length: 1_000_000_000);
        _time.Advance(TimeSpan.FromDays(1));
        await AddAsync("CT1", length: 1_000_000_000);
        _time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(0, (await _service.RunAsync(isDryRun: false, Cancellation)).StudiesDeleted);
        var last = await AddAsync("CT1", length: 1_000_000);

        Assert.Equal((2, false), await _service.RunAsync(isDryRun: true, Cancellation) is var dry ? ((int)dry.StudiesDeleted, dry.IsPartial) : default);
        await _service.RunAsync(isDryRun: false, Cancellation);

        Assert.Equal(new[] { kept.Study, last.Study }.Order(), Studies());
    }

    [Fact]
    public async Task A_rule_for_a_volume_deletes_what_lies_there_as_a_whole()
    {
        Set("*=after 10 days on slow");
        var (slow, fast, both) = (await AddAsync("CT1"), await AddAsync("CT1"), await AddAsync("CT1", number: "1"));
        var last = await AddAsync("CT1", both.Next().With(Tags.InstanceNumber, "9"));
        Lie(("slow", slow), ("fast", fast), ("fast", both), ("slow", last));
        _time.Advance(TimeSpan.FromDays(11));

        var run = await _service.RunAsync(isDryRun: false, Cancellation);

        Assert.Equal(slow.Study, Assert.Single(run.Studies).Study);
        Assert.Contains("on slow", Assert.Single(run.Studies).Reason, StringComparison.Ordinal);
        Assert.Empty((await _service.DescribeAsync(Cancellation)).UnknownVolumes);
    }

    [Fact]
    public async Task A_rule_that_keeps_a_volume_keeps_what_has_anything_there()
    {
        Set("*=keep on fast", "*=after 10 days");
        var (slow, both) = (await AddAsync("CT1"), await AddAsync("CT1", number: "1"));
        var last = await AddAsync("CT1", both.Next().With(Tags.InstanceNumber, "9"));
        Lie(("slow", slow), ("fast", both), ("slow", last));
        _time.Advance(TimeSpan.FromDays(11));

        Assert.Equal(slow.Study, Assert.Single((await _service.RunAsync(isDryRun: false, Cancellation)).Studies).Study);
    }

    [Fact]
    public async Task Above_its_quota_the_studies_that_came_first_leave_a_volume_and_others_stay()
    {
        _settings.Current = new() { Rules = ["KEPT=keep"], VolumeQuotas = ["fast=3/2", "slow=1"], RequiresSafeCopy = false, StudiesPerMinute = 60_000 };
        var kept = await AddAsync("KEPT", length: 1_000_000_000);
        _time.Advance(TimeSpan.FromDays(1));
        var elsewhere = await AddAsync("CT1", length: 900_000_000);
        _time.Advance(TimeSpan.FromDays(1));
        var first = await AddAsync("CT1", length: 1_000_000_000);
        _time.Advance(TimeSpan.FromDays(1));
        var second = await AddAsync("CT1", length: 1_000_000_000);
        _time.Advance(TimeSpan.FromDays(8));
        Lie(("fast", kept), ("slow", elsewhere), ("fast", first), ("fast", second));
        Assert.Equal(0, (await _service.RunAsync(isDryRun: false, Cancellation)).StudiesDeleted);
        var last = await AddAsync("CT1", length: 1_000_000);
        Lie(("fast", kept), ("slow", elsewhere), ("fast", first), ("fast", second), ("fast", last));

        Assert.Equal((2, false), await _service.RunAsync(isDryRun: true, Cancellation) is var dry ? ((int)dry.StudiesDeleted, dry.IsPartial) : default);
        var run = await _service.RunAsync(isDryRun: false, Cancellation);

        Assert.Equal([first.Study, second.Study], run.Studies.Select(study => study.Study));
        Assert.Equal("the volume fast has more than its quota 'fast=3/2'.", run.Studies[0].Reason);
        Assert.Equal(new[] { kept.Study, elsewhere.Study, last.Study }.Order(), Studies());
    }

    [Fact]
    public async Task A_study_on_two_volumes_with_quotas_is_deleted_once_and_counts_on_both()
    {
        _settings.Current = new() { VolumeQuotas = ["fast=1/0", "slow=1"], RequiresSafeCopy = false, StudiesPerMinute = 60_000 };
        var one = await AddAsync("CT1", new SampleInstance(), length: 1_500_000_000);
        var other = await AddAsync("CT1", one.Next(), length: 1_500_000_000);
        Lie(("fast", one), ("slow", other));
        _time.Advance(TimeSpan.FromDays(8));

        var run = await _service.RunAsync(isDryRun: false, Cancellation);

        Assert.Equal((1L, 2L, 0L, false), (run.StudiesDeleted, run.Instances, run.StudiesUnclear, run.IsPartial));
    }

    [Fact]
    public async Task A_volume_that_the_store_does_not_have_concerns_nothing_and_is_told_of()
    {
        _settings.Current = new() { Rules = ["*=after 1 days on nowhere"], VolumeQuotas = ["none=1"], RequiresSafeCopy = false, StudiesPerMinute = 60_000 };
        Lie(("fast", await AddAsync("CT1", length: 2_000_000_000)));
        _time.Advance(TimeSpan.FromDays(40));

        Assert.Equal(0, (await _service.RunAsync(isDryRun: false, Cancellation)).StudiesDeleted);

        Assert.Equal(["nowhere", "none"], (await _service.DescribeAsync(Cancellation)).UnknownVolumes);
        Assert.Equal(2, _logs.Entries.Count(entry => entry.Text.Contains("which the instance store does not have", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_study_of_which_the_store_cannot_tell_is_kept()
    {
        Set("*=after 1 days");
        _store.Time = null;
        await AddAsync("CT1");
        _time.Advance(TimeSpan.FromDays(40));
        _store.Time = _time;

        Assert.Equal((1, 0), await _service.RunAsync(isDryRun: false, Cancellation) is var run ? ((int)run.StudiesUnclear, (int)run.StudiesDeleted) : default);
    }

    [Fact]
    public async Task A_clock_that_leaps_ahead_deletes_nothing_until_an_administrator_says_that_it_is_right()
    {
        var clock = new LeapingTime();
        using var service = new RetentionService(_context, Factory(() => PassAt(clock)), Factory(Sweep), _waiting, _deletions, _settings, clock, _logs);
        Set("*=after 365 days since arrival");
        _store.Time = clock;
        await AddAsync("CT1");

        await service.LookAsync(Cancellation);
        clock.Leap(TimeSpan.FromDays(400));
        await service.LookAsync(Cancellation);
        await service.LookAsync(Cancellation);
        Assert.Single(_catalog.Entries);
        Assert.Single(_logs.Entries, entry => entry.Text.Contains("set ahead", StringComparison.Ordinal));

        Assert.Equal(1, (await service.RunAsync(isDryRun: false, Cancellation)).StudiesDeleted);
    }

    [Fact]
    public void A_clock_that_is_corrected_or_set_back_is_no_leap_and_time_that_passes_neither()
    {
        var clock = new LeapingTime();
        var watch = new ClockWatch(clock);
        clock.Leap(TimeSpan.FromHours(1));
        Assert.False(watch.HasLeapt());
        clock.Leap(TimeSpan.FromDays(-400));
        Assert.False(watch.HasLeapt());
        clock.Pass(TimeSpan.FromDays(3));
        Assert.False(watch.HasLeapt());
        clock.Leap(TimeSpan.FromDays(1));
        Assert.True(watch.HasLeapt());
        Assert.False(watch.HasLeapt());
    }

    [Theory]
    [InlineData("CT*=after 10 days", true)]
    [InlineData("*=after 10 days since study for CT,MR", true)]
    [InlineData("*=keep for MG", true)]
    [InlineData("*=after 10 days on slow", true)]
    [InlineData("*=after 10 days since arrival for CT,MR on slow-1", true)]
    [InlineData("*=keep on fast", true)]
    [InlineData("*=keep on", false)]
    [InlineData("*=keep on a b", false)]
    [InlineData("*=keep since study", false)]
    [InlineData("*=after days", false)]
    [InlineData("*=after 10 days for ct", false)]
    [InlineData("after 10 days", false)]
    public void Rules_have_a_form(string rule, bool isOne) => Assert.Equal(isOne, System.Text.RegularExpressions.Regex.IsMatch(rule, $"^({RetentionRule.Form})$"));

    private void Lie(params (string Volume, SampleInstance Instance)[] places)
    {
        var volumes = places.ToDictionary(place => _catalog.Entries.Single(entry => entry.Attributes.GetString(Tags.SOPInstanceUID) == place.Instance.SopInstance.Value).Stored.Location, place => place.Volume);
        (_store.Volumes, _store.VolumeOf) = (["fast", "slow"], location => volumes.GetValueOrDefault(location));
    }

    private void Set(params string[] rules) => _settings.Current = _settings.Current with { Rules = [.. rules] };

    private IEnumerable<Uid> Studies() => _catalog.Entries.Select(entry => new Uid(entry.Attributes.GetString(Tags.StudyInstanceUID)!)).Order();

    private RetentionPass Pass() => PassAt(_time);

    private RetentionPass PassAt(TimeProvider time) => new(Factory(Reader), Factory(() => new StudyRetirement(Reader(), new(_ledger, _settings), new(_catalog, _log, _book, _waiting, _events, _context, _time, _logs), _settings)), Factory(Sweep), _settings, time);

    private StudyReader Reader() => new(_catalog, _store);

    private WaitingSweep Sweep() => new(_catalog, _store, _waiting, _settings);

    private static ExportFactory<T> Factory<T>(Func<T> make) => new(() => Tuple.Create(make(), (Action)(() => { })));

    private Task<SampleInstance> AddAsync(string sender, string modality = "CT", string date = "20240229", string number = "1", long? length = null) =>
        AddAsync(sender, new SampleInstance().With(Tags.Modality, modality).With(Tags.StudyDate, date).With(Tags.InstanceNumber, number), length);

    private async Task<SampleInstance> AddAsync(string sender, SampleInstance sample, long? length = null)
    {
        var description = new InstanceDescription
        {
            SopClass = sample.SopClass,
            SopInstance = sample.SopInstance,
            TransferSyntax = TransferSyntax.ExplicitVRLittleEndian,
            SendingAETitle = new AETitle(sender),
        };
        var stored = _store.Add(description, new byte[100]);
        await _catalog.AddAsync([sample.ToEntry() with { Stored = stored with { Length = length ?? 100 } }], Cancellation);
        return sample;
    }

    private async Task CommitAsync(params SampleInstance[] instances)
    {
        SopReference[] references = [.. instances.Select(instance => new SopReference(instance.SopClass, instance.SopInstance))];
        var commitment = new Commitment { TransactionUid = Uid.New(), Requested = [.. references], CheckedCount = references.Length, CheckedAt = _time.GetUtcNow() };
        await _ledger.AddAsync(new Job
        {
            Uid = commitment.TransactionUid,
            State = JobState.Done,
            Peer = Archive,
            IsOutgoing = true,
            CreatedAt = _time.GetUtcNow(),
            DueAt = _time.GetUtcNow(),
            Instances = [.. instances.Select(instance => instance.SopInstance)],
            Attributes = commitment.ToAttributes(),
        }, Cancellation);
    }

    // A clock beside the time that passes, as an administrator or a time server sets it.
    private sealed class LeapingTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private TimeSpan _passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Leap(TimeSpan by) => _now += by;

        public void Pass(TimeSpan by) => (_now, _passed) = (_now + by, _passed + by);

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _passed.Ticks;
    }
}
