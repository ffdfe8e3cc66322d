using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.MediaCreation.Tests;

/// <summary>How far a request is, and what becomes of it.</summary>
public class StatusTests
{
    [Fact]
    public async Task A_request_is_idle_then_done_and_tells_what_was_made()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        var uid = await fixture.CreateAsync(new MediaCreationRequest([await fixture.AddAsync(), await fixture.AddAsync()]) { LabelText = "A disc", FileSetId = "SMITH 7" });
        var idle = await fixture.GetAsync(uid);
        Assert.Equal(("IDLE", "NORMAL"), (idle.GetString(Tags.ExecutionStatus), idle.GetString(Tags.ExecutionStatusInfo)));

        await fixture.ActAsync(uid, 1, new DicomDataSetBuilder().Set(Tags.NumberOfCopies, 3).Set(Tags.RequestPriority, "HIGH").Build());
        var done = await fixture.UntilAsync(uid, "DONE", "NORMAL");

        Assert.Equal((3, 3, "HIGH", "A disc"), (done.GetInt32(Tags.TotalNumberOfPiecesOfMediaCreated), done.GetInt32(Tags.NumberOfCopies), done.GetString(Tags.RequestPriority), done.GetText(Tags.LabelText)));
        var made = Assert.Single(done.GetItems(Tags.ReferencedStorageMediaSequence));
        Assert.Equal("SMITH 7", made.GetString(Tags.StorageMediaFileSetID));
        Assert.Equal(made.GetString(Tags.StorageMediaFileSetUID), done.GetString(Tags.StorageMediaFileSetUID));
        Assert.DoesNotContain(done, element => element.Tag.IsPrivate);
        await fixture.StopAsync(); // waits for what follows
        Assert.Empty(fixture.Device.Orders); // forgotten
        Assert.Empty(Directory.EnumerateFileSystemEntries(fixture.Staging));
    }

    [Theory]
    [InlineData(MediaDeviceCondition.OutOfSupplies, "OUT_OF_SUPPLIES"), InlineData(MediaDeviceCondition.NeedsOperator, "CHECK_MCD_OP")]
    [InlineData(MediaDeviceCondition.NeedsService, "CHECK_MCD_SRV"), InlineData(MediaDeviceCondition.Failed, "MCD_FAILURE")]
    public async Task A_request_waits_for_what_its_device_needs(MediaDeviceCondition condition, string info)
    {
        await using var fixture = await new MediaFixture().StartAsync();
        fixture.Device.State = new MediaDeviceState(condition, "It needs something.");
        var uid = await fixture.AskAsync(await fixture.AddAsync());
        await fixture.UntilAsync(uid, "PENDING", info);

        fixture.Device.State = new MediaDeviceState(MediaDeviceCondition.Ready, "");

        await fixture.UntilAsync(uid, "DONE");
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_waited_for()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        fixture.Services.InstanceStore.Fault = new IOException("The disk is away.");
        var uid = await fixture.AskAsync(await fixture.AddAsync());
        await fixture.UntilAsync(uid, "PENDING", "INSUFFIC_MEMORY");

        fixture.Services.InstanceStore.Fault = null;

        await fixture.UntilAsync(uid, "DONE");
    }

    [Fact]
    public async Task A_directory_that_is_too_large_fails_a_request()
    {
        await using var fixture = await new MediaFixture(("MaximumDirectoryBytes", "65536")).StartAsync();
        var few = await fixture.AskAsync(await fixture.AddAsync());
        var instances = new List<SopReference>();
        for (var number = 0; number < 200; number++)
        {
            instances.Add(await fixture.AddAsync());
        }

        var many = await fixture.AskAsync([.. instances]);

        await fixture.UntilAsync(few, "DONE");
        await fixture.UntilAsync(many, "FAILURE", "DIR_PROC_ERR");
        var job = (await fixture.Services.MediaQueue.GetAsync(many, TestContext.Current.CancellationToken))!.Job;
        Assert.Contains("larger than 65536 bytes", job.Note, StringComparison.Ordinal);
        await fixture.StopAsync(); // waits for what follows
        Assert.Empty(Directory.EnumerateFileSystemEntries(fixture.Staging));
    }

    [Fact]
    public async Task A_device_that_has_others_to_do_takes_the_order_and_says_so()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        fixture.Device.State = new MediaDeviceState(MediaDeviceCondition.Busy, "Others come first.");
        fixture.Device.Fate = _ => new MediaProgress(MediaOrderState.Waiting, 0, "") { Condition = MediaDeviceCondition.Busy };
        var uid = await fixture.AskAsync(await fixture.AddAsync());

        await fixture.UntilAsync(uid, "PENDING", "MCD_BUSY");

        fixture.Device.Set((await OrderAsync(fixture)).Id, new MediaProgress(MediaOrderState.Done, 1, ""));
        await fixture.UntilAsync(uid, "DONE");
    }

    [Fact]
    public async Task What_the_device_says_of_an_order_is_told()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        fixture.Device.Fate = _ => new MediaProgress(MediaOrderState.Waiting, 0, "");
        var uid = await fixture.AskAsync(new MediaCreationRequest([await fixture.AddAsync()]), copies: 2);
        await fixture.UntilAsync(uid, "PENDING", "QUEUED");
        var order = await OrderAsync(fixture);

        fixture.Device.Set(order.Id, new MediaProgress(MediaOrderState.Creating, 0, "Burning."));
        await fixture.UntilAsync(uid, "CREATING", "NORMAL");
        fixture.Device.Set(order.Id, new MediaProgress(MediaOrderState.Waiting, 1, "No discs.") { Condition = MediaDeviceCondition.OutOfSupplies });
        var waiting = await fixture.UntilAsync(uid, "PENDING", "OUT_OF_SUPPLIES");
        Assert.Equal(1, waiting.GetInt32(Tags.TotalNumberOfPiecesOfMediaCreated));
        Assert.False(waiting.Contains(Tags.ReferencedStorageMediaSequence));
        fixture.Device.Set(order.Id, new MediaProgress(MediaOrderState.Done, 2, ""));

        await fixture.UntilAsync(uid, "DONE", "NORMAL");
    }

    [Fact]
    public async Task An_order_that_fails_fails_the_request_with_what_the_device_says()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        fixture.Device.Fate = _ => new MediaProgress(MediaOrderState.Failed, 0, "Three discs were rejected.") { Condition = MediaDeviceCondition.NeedsOperator };
        var uid = await fixture.AskAsync(await fixture.AddAsync());

        await fixture.UntilAsync(uid, "FAILURE", "CHECK_MCD_OP");

        var job = (await fixture.Services.MediaQueue.GetAsync(uid, TestContext.Current.CancellationToken))!.Job;
        Assert.Equal((JobState.Failed, "memory: Three discs were rejected."), (job.State, job.Note));
        var again = await fixture.Plugin.GetService<IMediaCreation>().RepeatAsync(uid, TestContext.Current.CancellationToken);
        Assert.Equal(JobState.Pending, again!.Job.State);
    }

    [Fact]
    public async Task A_device_that_is_away_is_waited_for()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        fixture.Device.Fate = _ => new MediaProgress(MediaOrderState.Creating, 0, "");
        var uid = await fixture.AskAsync(await fixture.AddAsync());
        await fixture.UntilAsync(uid, "CREATING");
        var order = await OrderAsync(fixture);

        fixture.Device.Fault = new IOException("The share is away.");
        await fixture.UntilAsync(uid, "PENDING", "MCD_FAILURE");
        fixture.Device.Fault = null;
        fixture.Device.Set(order.Id, new MediaProgress(MediaOrderState.Done, 1, ""));

        await fixture.UntilAsync(uid, "DONE");
    }

    [Fact]
    public async Task What_waits_is_cancelled_what_is_under_way_is_not_and_what_is_done_stays()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        fixture.Device.Fate = _ => new MediaProgress(MediaOrderState.Waiting, 0, "");
        var (idle, waiting) = (await fixture.CreateAsync(new MediaCreationRequest([await fixture.AddAsync()])), await fixture.AskAsync(await fixture.AddAsync()));
        await fixture.UntilAsync(waiting, "PENDING", "QUEUED");
        var order = await OrderAsync(fixture);

        fixture.Device.Set(order.Id, new MediaProgress(MediaOrderState.Creating, 0, ""));
        Assert.Equal(0xC202, (await fixture.ActAsync(waiting, 2)).Status.Code);
        fixture.Device.Set(order.Id, new MediaProgress(MediaOrderState.Waiting, 0, ""));
        Assert.Equal(DimseStatus.Success, (await fixture.ActAsync(waiting, 2)).Status);
        Assert.Equal(DimseStatus.Success, (await fixture.ActAsync(idle, 2)).Status);

        await fixture.UntilAsync(waiting, "FAILURE", "PROC_FAILURE");
        await fixture.UntilAsync(idle, "FAILURE", "PROC_FAILURE");
        Assert.Equal(DimseStatus.NoSuchSopInstance, (await fixture.ActAsync(idle, 2)).Status);
        fixture.Device.Fate = one => new MediaProgress(MediaOrderState.Done, one.Copies, "");
        var done = await fixture.AskAsync(await fixture.AddAsync());
        await fixture.UntilAsync(done, "DONE");
        Assert.Equal(0xC201, (await fixture.ActAsync(done, 2)).Status.Code);
    }

    [Fact]
    public async Task A_restart_in_the_middle_makes_no_medium_twice()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        fixture.Device.Fate = _ => new MediaProgress(MediaOrderState.Creating, 0, "");
        var uid = await fixture.AskAsync(await fixture.AddAsync());
        await fixture.UntilAsync(uid, "CREATING");
        var order = await OrderAsync(fixture);
        await fixture.StopAsync();

        await fixture.StartAsync();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Equal([order.Id], fixture.Device.Orders.Select(one => one.Id));
        fixture.Device.Set(order.Id, new MediaProgress(MediaOrderState.Done, 1, ""));

        await fixture.UntilAsync(uid, "DONE");
    }

    [Fact]
    public async Task A_request_is_initiated_once_and_unknown_ones_and_actions_are_refused()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        var uid = await fixture.AskAsync(await fixture.AddAsync());

        Assert.Equal(0xA510, (await fixture.ActAsync(uid, 1)).Status.Code);
        Assert.Equal(DimseStatus.NoSuchActionType, (await fixture.ActAsync(uid, 3)).Status);
        Assert.Equal(DimseStatus.NoSuchSopInstance, (await fixture.ActAsync(Uid.New(), 1)).Status);
        Assert.Equal(DimseStatus.InvalidArgumentValue, (await fixture.ActAsync(uid, 1, new DicomDataSetBuilder().Set(Tags.NumberOfCopies, 0).Build())).Status);
        Assert.Equal(DimseStatus.InvalidArgumentValue, (await fixture.ActAsync(uid, 1, new DicomDataSetBuilder().Set(Tags.RequestPriority, "URGENT").Build())).Status);
        Assert.Equal(DimseStatus.NoSuchSopInstance, (await fixture.Plugin.NGetAsync(Uids.MediaCreationManagement, Uid.New(), [])).Status);
    }

    [Fact]
    public async Task N_GET_tells_what_it_is_asked_for()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        var uid = await fixture.CreateAsync(new MediaCreationRequest([await fixture.AddAsync()]));

        Assert.Equal([Tags.ExecutionStatus], (await fixture.GetAsync(uid, Tags.ExecutionStatus)).Select(element => element.Tag));
    }

    [Fact]
    public async Task The_study_of_an_AE_that_settings_name_is_put_on_media_once_it_is_complete()
    {
        await using var fixture = await new MediaFixture(("BurnFrom:0", "XR*=memory")).StartAsync();
        var orders = new List<MediaOrder>();
        fixture.Device.Fate = order =>
        {
            orders.Add(order);
            return new MediaProgress(MediaOrderState.Done, 1, "");
        };
        var sample = new SampleInstance();
        await fixture.AddAsync(sample);

        await fixture.Plugin.ObserveAsync(Complete(sample, "CT1"));
        Assert.Equal(0, await CountAsync(fixture));
        await fixture.Plugin.ObserveAsync(Complete(sample, "XR7"));
        Assert.Equal(1, await CountAsync(fixture));

        for (var i = 0; i < 500 && orders.Count == 0; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Single(orders);
    }

    [Fact]
    public async Task A_study_that_came_to_a_title_that_settings_name_is_put_on_its_device_and_once_on_each()
    {
        await using var fixture = await new MediaFixture(("BurnTo:0", "BURN=memory"), ("BurnTo:1", "DISC*=memory"), ("BurnFrom:0", "XR*=memory")).StartAsync();
        fixture.Device.Fate = _ => new MediaProgress(MediaOrderState.Creating, 0, "");
        var sample = new SampleInstance();
        await fixture.AddAsync(sample);

        await fixture.Plugin.ObserveAsync(Complete(sample, "CT1", "GANTRY"));
        Assert.Equal(0, await CountAsync(fixture));
        await fixture.Plugin.ObserveAsync(Complete(sample, "CT1", "BURN", "GANTRY"));
        Assert.Equal(1, await CountAsync(fixture));
        await fixture.Plugin.ObserveAsync(Complete(sample, "XR7", "BURN", "DISC1"));
        Assert.Equal(2, await CountAsync(fixture));
    }

    [Fact]
    public Task It_is_collected_after_it_was_unloaded() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("gantry.mediacreation"), async plugin =>
    {
        var sample = new SampleInstance();
        await plugin.Services.AddAsync(sample);
        var creation = plugin.GetService<IMediaCreation>();
        var request = new MediaCreationRequest([new SopReference(sample.SopClass, sample.SopInstance)]);
        var stored = await creation.CreateAsync(request, "", 1, MediaPriority.High, caller: null, TestContext.Current.CancellationToken);
        for (var i = 0; stored!.Job.State == JobState.Pending && i < 2_000; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            stored = await plugin.Services.MediaQueue.GetAsync(stored.Job.Uid, TestContext.Current.CancellationToken);
        }

        Assert.Equal((JobState.Done, "Made."), (stored.Job.State, stored.Job.Note));
    });

    private static CompleteStudy Complete(SampleInstance sample, string caller, params string[] called) => new()
    {
        StudyInstanceUid = sample.Study,
        Instances = 1,
        CallingAETitle = new AETitle(caller),
        CalledAETitles = [.. called.Select(title => new AETitle(title))],
        LastReceivedAt = DateTimeOffset.UnixEpoch,
    };

    private static async Task<int> CountAsync(MediaFixture fixture) =>
        await fixture.Services.MediaQueue.FindAsync(JobFilter.All, TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken);

    private static async Task<MediaOrder> OrderAsync(MediaFixture fixture)
    {
        for (var i = 0; fixture.Device.Orders.Count == 0; i++)
        {
            Assert.True(i < 500, "There is no order.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        return Assert.Single(fixture.Device.Orders);
    }
}
