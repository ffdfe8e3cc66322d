using System.Collections.Concurrent;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.MediaCreation.Tests;

/// <summary>The queue of requests: who takes them, in which order, and how long they are remembered.</summary>
public class QueueTests
{
    [Fact]
    public async Task Two_hosts_on_one_queue_share_the_requests_and_make_each_medium_once()
    {
        const int Requests = 12;
        var orders = new ConcurrentBag<MediaOrder>();
        await using var first = new MediaFixture(("MaximumParallel", "1"));
        first.Device.Fate = order =>
        {
            orders.Add(order);
            Thread.Sleep(100); // as long as that the other host finds others to do
            return new MediaProgress(MediaOrderState.Done, order.Copies, "Made.");
        };
        await first.StartAsync();
        using var services = new TestServices("gantry.mediacreation")
            .With<IMediaQueue>(first.Services.MediaQueue).With<ICatalog>(first.Services.Catalog).With<IInstanceStore>(first.Services.InstanceStore).With(new MediaDevices([first.Device]))
            .WithSetting("LookInterval", "00:00:00.1").WithSetting("RetryInterval", "00:00:01").WithSetting("MaximumParallel", "1");
        await using var second = await PluginHarness.StartAsync(typeof(CreateHandler).Assembly, services);

        var uids = new List<Uid>();
        for (var request = 0; request < Requests; request++)
        {
            uids.Add(await first.AskAsync(await first.AddAsync()));
        }

        foreach (var uid in uids)
        {
            Assert.Equal(1, (await first.UntilAsync(uid, "DONE")).GetInt32(Tags.TotalNumberOfPiecesOfMediaCreated));
        }

        Assert.Equal(uids.Select(uid => uid.Value).Order(StringComparer.Ordinal), orders.Select(order => order.Request.Value).Order(StringComparer.Ordinal));
        Assert.Equal(2, orders.Select(order => Path.GetDirectoryName(Path.GetDirectoryName(order.Folder))).Distinct().Count());
    }

    [Fact]
    public async Task What_is_urgent_comes_first()
    {
        await using var fixture = await new MediaFixture(("MaximumParallel", "1")).StartAsync();
        var made = new ConcurrentQueue<Uid>();
        fixture.Device.Fate = order =>
        {
            made.Enqueue(order.Request);
            return new MediaProgress(MediaOrderState.Done, order.Copies, "Made.");
        };
        var requests = new Dictionary<string, Uid>();
        foreach (var priority in (string[])["LOW", "MED", "HIGH"])
        {
            requests.Add(priority, await fixture.CreateAsync(new MediaCreationRequest([await fixture.AddAsync()])));
        }

        // They are initiated while another is under way.
        using var first = new ManualResetEventSlim();
        fixture.Device.Fate = order =>
        {
            made.Enqueue(order.Request);
            first.Wait(TimeSpan.FromSeconds(20));
            return new MediaProgress(MediaOrderState.Done, order.Copies, "Made.");
        };
        var other = await fixture.AskAsync(await fixture.AddAsync());
        while (made.IsEmpty)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        foreach (var (priority, uid) in requests)
        {
            Assert.Equal(DimseStatus.Success, (await fixture.ActAsync(uid, 1, new DicomDataSetBuilder().Set(Tags.RequestPriority, priority).Build())).Status);
        }

        first.Set();
        foreach (var uid in requests.Values)
        {
            await fixture.UntilAsync(uid, "DONE");
        }

        Assert.Equal([other, requests["HIGH"], requests["MED"], requests["LOW"]], made);
    }

    [Fact]
    public async Task Requests_are_remembered_as_long_as_settings_say_for_their_status()
    {
        await using var fixture = new MediaFixture(("KeepIdleFor", "01:00:00"), ("KeepDoneFor", "2.00:00:00"), ("KeepFailedFor", "10.00:00:00"));
        var now = DateTimeOffset.UtcNow;
        var reference = await fixture.AddAsync();
        var expected = new List<Uid>();
        foreach (var (status, hours, stays) in ((MediaExecutionStatus, int, bool)[])
        [
            (MediaExecutionStatus.Idle, 0, true), (MediaExecutionStatus.Idle, 2, false), (MediaExecutionStatus.Done, 40, true), (MediaExecutionStatus.Done, 50, false),
            (MediaExecutionStatus.Failure, 200, true), (MediaExecutionStatus.Failure, 250, false),
        ])
        {
            var media = new MediaJob { Request = new MediaCreationRequest([reference]).ToDataSet(), Status = status };
            var at = now - TimeSpan.FromHours(hours);
            var job = new Job { Uid = Uid.New(), State = media.State, DueAt = at, CreatedAt = at, Peer = default, Attributes = media.ToAttributes(), Instances = [reference.SopInstanceUid] };
            Assert.True(await fixture.Services.MediaQueue.AddAsync(job, TestContext.Current.CancellationToken));
            if (stays)
            {
                expected.Add(job.Uid);
            }
        }

        await fixture.StartAsync();
        var kept = new List<Uid>();
        for (var tries = 0; tries < 500 && kept.Count != expected.Count; tries++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            kept.Clear();
            await foreach (var stored in fixture.Services.MediaQueue.FindAsync(new JobFilter(), TestContext.Current.CancellationToken))
            {
                kept.Add(stored.Job.Uid);
            }
        }

        Assert.Equal(expected.Order(), kept.Order());
    }

    [Fact]
    public async Task A_request_that_cannot_be_read_any_more_is_told_to_have_failed()
    {
        await using var fixture = new MediaFixture();
        var (uid, now) = (Uid.New(), DateTimeOffset.UtcNow);
        var job = new Job { Uid = uid, State = JobState.Pending, DueAt = now, CreatedAt = now, Peer = default, Attributes = DicomDataSet.Empty, Instances = [] };
        Assert.True(await fixture.Services.MediaQueue.AddAsync(job, TestContext.Current.CancellationToken));
        await fixture.StartAsync();

        await fixture.UntilAsync(uid, "FAILURE", "UNKNOWN");
    }
}
