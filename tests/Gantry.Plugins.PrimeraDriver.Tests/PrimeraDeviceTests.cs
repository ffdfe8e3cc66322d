using System.Text;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Plugins.PrimeraDriver.Tests;

/// <summary>The device by the specification of all devices, with a simulated robot behind it, and by what is its own.</summary>
public sealed class PrimeraDeviceTests : MediaDeviceSpecification
{
    private readonly RobotFixture _fixture = new();

    [Fact]
    public async Task A_disc_is_an_image_of_the_content_and_nothing_of_it_stays_in_the_job_folder()
    {
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);
        await EndAsync(order.Id);

        var disc = await File.ReadAllBytesAsync(Path.Combine(_fixture.Discs, order.Id + "-1.iso"), Cancellation);
        Assert.Equal("CD001", Encoding.ASCII.GetString(disc, 0x8001, 5));
        Assert.Equal("TEST", Encoding.ASCII.GetString(disc, 0x8028, 32).TrimEnd());
        await Until(() => !Directory.Exists(Path.Combine(_fixture.Jobs, order.Id)));
        Assert.Equal([order.Id + ".DON"], Directory.GetFiles(_fixture.Jobs).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Without_discs_an_order_waits_and_goes_on_when_there_are_some()
    {
        _fixture.Robot.RightBin = 1;
        var order = NewOrder() with { Copies = 2 };
        await Service.SubmitAsync(order, Cancellation);

        await UntilAsync(order.Id, progress => progress is { Condition: MediaDeviceCondition.OutOfSupplies, PiecesMade: 1 });
        await Until(async () => (await Service.GetStateAsync(Cancellation)).Condition == MediaDeviceCondition.OutOfSupplies);
        _fixture.Robot.RightBin = 10;

        Assert.Equal((MediaOrderState.Done, 2), await EndAsync(order.Id));
    }

    [Fact]
    public async Task An_open_cover_needs_the_operator()
    {
        _fixture.Robot.IsCoverOpen = true;
        await Until(async () => (await Service.GetStateAsync(Cancellation)).Condition == MediaDeviceCondition.NeedsOperator);
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);

        var waits = await UntilAsync(order.Id, progress => progress.Condition == MediaDeviceCondition.NeedsOperator);
        Assert.Contains("the cover is open; close it", waits.Note, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_fixture.Jobs));
        _fixture.Robot.IsCoverOpen = false;

        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
    }

    [Fact]
    public async Task Rejected_discs_are_made_again_and_told()
    {
        _fixture.Robot.RejectNext = 2;
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);

        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
        Assert.Contains("2 discs were rejected", (await Service.FindAsync(order.Id, Cancellation))!.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_rejected_discs_fail_the_order()
    {
        _fixture.Robot.RejectNext = 100;
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);

        Assert.Equal((MediaOrderState.Failed, 0), await EndAsync(order.Id));
        var progress = await Service.FindAsync(order.Id, Cancellation);
        Assert.Equal(MediaDeviceCondition.NeedsOperator, progress!.Condition);
        Assert.Contains("(error 20)", progress.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_is_being_made_is_aborted_by_a_message_and_asked_again_where_that_is_lost()
    {
        await RestartWithAsync(("AskAgainAfter", "00:00:01"));
        _fixture.Server.IgnoreMessages = 1;
        _fixture.Robot.RightBin = 3;
        var order = NewOrder() with { Copies = 20 };
        await Service.SubmitAsync(order, Cancellation);
        await UntilAsync(order.Id, progress => progress.PiecesMade == 3);

        Assert.Equal(MediaCancellation.Cancelled, await Service.CancelAsync(order.Id, Cancellation));

        Assert.Equal((MediaOrderState.Failed, 3), await EndAsync(order.Id));
        Assert.Single(Directory.GetFiles(_fixture.Jobs, "*.ERR"));
    }

    [Fact]
    public async Task A_job_that_PTBurn_has_not_seen_is_taken_back()
    {
        _fixture.Server.IsFrozen = true;
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);
        await Until(() => File.Exists(Path.Combine(_fixture.Jobs, order.Id + ".JRQ")));

        Assert.Equal(MediaCancellation.Cancelled, await Service.CancelAsync(order.Id, Cancellation));

        Assert.Equal((MediaOrderState.Failed, 0), await EndAsync(order.Id));
        await Until(() => Directory.GetFiles(_fixture.Jobs).Length == 0 && !Directory.Exists(Path.Combine(_fixture.Jobs, order.Id)));
    }

    [Fact]
    public async Task Discs_that_are_being_made_are_not_given_up_where_settings_say_so()
    {
        await RestartWithAsync(("AbortsBurning", "false"));
        _fixture.Robot.RightBin = 1;
        var order = NewOrder() with { Copies = 2 };
        await Service.SubmitAsync(order, Cancellation);
        await UntilAsync(order.Id, progress => progress.PiecesMade == 1);

        Assert.Equal(MediaCancellation.InProgress, await Service.CancelAsync(order.Id, Cancellation));
        _fixture.Robot.RightBin = 10;

        Assert.Equal((MediaOrderState.Done, 2), await EndAsync(order.Id));
    }

    [Fact]
    public async Task Both_may_be_killed_in_mid_burn_and_every_disc_is_made()
    {
        _fixture.Robot.RightBin = 1;
        var order = NewOrder() with { Copies = 3 };
        await Service.SubmitAsync(order, Cancellation);
        await UntilAsync(order.Id, progress => progress.PiecesMade == 1);

        await _fixture.StopDriverAsync();
        await _fixture.KillServerAsync();
        _fixture.Robot.RightBin = 10;
        _fixture.StartServer();
        await RestartServiceAsync();

        Assert.Equal((MediaOrderState.Done, 3), await EndAsync(order.Id));
        Assert.Equal(3, Directory.GetFiles(_fixture.Discs, order.Id + "*.iso").Length);
    }

    [Fact]
    public async Task A_job_that_ended_while_the_driver_was_away_is_known_after_it()
    {
        _fixture.Robot.RightBin = 1;
        var order = NewOrder() with { Copies = 2 };
        await Service.SubmitAsync(order, Cancellation);
        await UntilAsync(order.Id, progress => progress.PiecesMade == 1);
        await _fixture.StopDriverAsync();

        _fixture.Robot.RightBin = 10;
        await Until(() => Directory.GetFiles(_fixture.Jobs, "*.DON").Length == 1);
        File.Delete(Path.Combine(_fixture.Jobs, order.Id + ".DON")); // as after an hour
        await RestartServiceAsync();

        Assert.Equal((MediaOrderState.Done, 2), await EndAsync(order.Id));
    }

    // Before the job has its name, and after that but before the driver knows.
    [Theory, InlineData(".tmp"), InlineData(".JRQ")]
    public async Task A_crash_while_a_job_is_given_gives_it_once(string extension)
    {
        var order = NewOrder();
        await _fixture.StopDriverAsync();
        var kept = Orders.Of(order.Id) with { Folder = order.Folder, Stage = OrderStage.Submitting };
        await new OrderBook(_fixture.Services.Context, NullLoggerFactory.Instance).AddAsync(kept, Cancellation);
        var job = JobFile.Of(kept, Path.Combine(order.Folder, "README.TXT"), "", new PrimeraSettings());
        await File.WriteAllTextAsync(Path.Combine(_fixture.Jobs, order.Id + extension), job, Cancellation);

        await RestartServiceAsync();

        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
        Assert.Equal(99, _fixture.Robot.RightBin);
    }

    [Fact]
    public async Task An_order_that_is_damaged_keeps_no_other_from_being_made()
    {
        await File.WriteAllTextAsync(Path.Combine(_fixture.Services.Context.DataFolder, "orders", "BAD1.json"), "{ \"id\": \"BAD1\", ", Cancellation);
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);

        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
        Assert.Contains("BAD1.json is damaged", (await Assert.ThrowsAsync<IOException>(() => Service.FindAsync("BAD1", Cancellation).AsTask())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PTBurn_that_hangs_is_told_of()
    {
        await RestartWithAsync(("HeartbeatTimeout", "00:00:01"));
        _fixture.Server.IsFrozen = true;

        await Until(async () => (await Service.GetStateAsync(Cancellation)) is { Condition: MediaDeviceCondition.Failed } state && state.Note.Contains("stopped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_fields_of_a_label_are_filled_and_the_name_is_in_no_file_name()
    {
        _fixture.AddLabel("disc.std");
        await RestartWithAsync(("MergeFields:0", "{PatientName}"), ("MergeFields:1", "{StudyDate}, {LabelText}"), ("MergeFields:2", "{Disc}"));
        var found = new DicomDataSetBuilder().Set(Tags.SpecificCharacterSet, "ISO_IR 192").Set(Tags.PatientName, "ANON^ÖNE").Set(Tags.StudyDate, "20261128").Build();
        var order = NewOrder() with { Part = 2, Parts = 3, Label = new MediaLabel { Text = "for\r\nMessage = RUN_UTILITY", Attributes = found } };
        await Service.SubmitAsync(order, Cancellation);
        await EndAsync(order.Id);

        var label = await File.ReadAllLinesAsync(Path.Combine(_fixture.Discs, order.Id + "-1.label.txt"), Cancellation);

        Assert.Equal([@"\\PACS\labels\disc.std", "ANON, ÖNE", "2026-11-28, for  Message = RUN_UTILITY", "2/3"], label);
        Assert.All(Directory.EnumerateFileSystemEntries(_fixture.Jobs), path => Assert.DoesNotContain("ANON", Path.GetFileName(path), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Empty_ink_waits_for_a_cartridge()
    {
        _fixture.AddLabel("disc.bmp");
        await RestartWithAsync();
        _fixture.Robot.Ink = 0;
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);

        var waits = await UntilAsync(order.Id, progress => progress.Condition == MediaDeviceCondition.OutOfSupplies);
        Assert.Contains("all ink is empty", waits.Note, StringComparison.Ordinal);
        _fixture.Robot.Ink = 100;

        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
    }

    [Fact]
    public async Task Low_ink_is_ignored_where_settings_say_so()
    {
        _fixture.AddLabel("disc.jpg");
        await RestartWithAsync(("IgnoreInkLow", "true"));
        (_fixture.Robot.Ink, _fixture.Robot.LowInk) = (5, 10);
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);

        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
        Assert.True(_fixture.Robot.IgnoresInkLow);
    }

    [Fact]
    public async Task Held_discs_are_let_go_and_a_bad_one_is_rejected()
    {
        await RestartWithAsync(("Hold", "Driver"));
        _fixture.Robot.RejectNext = 1;
        var order = NewOrder() with { Copies = 2 };
        await Service.SubmitAsync(order, Cancellation);

        Assert.Equal((MediaOrderState.Done, 2), await EndAsync(order.Id));
        Assert.Contains("1 discs were rejected", (await Service.FindAsync(order.Id, Cancellation))!.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_robots_the_one_that_can_gets_the_job()
    {
        _fixture.MoreRobots.Add(new("Second"));
        await _fixture.KillServerAsync();
        _fixture.StartServer();
        _fixture.Robot.IsOffline = true;
        await Until(async () => (await Service.GetStateAsync(Cancellation)).Note.Contains("switched off", StringComparison.Ordinal));
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);

        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
        Assert.Equal(99, _fixture.MoreRobots[0].RightBin);
    }

    [Theory, InlineData(true, false, false), InlineData(false, true, false), InlineData(true, true, true)]
    public async Task Every_build_of_PTBurn_is_understood(bool isUnicode, bool small, bool single)
    {
        await _fixture.KillServerAsync();
        _fixture.Options = _fixture.Options with { IsUnicode = isUnicode, SmallExtensions = small, SingleRobotOnly = single };
        Directory.Delete(Path.Combine(_fixture.Jobs, "Status"), recursive: true);
        _fixture.StartServer();
        await RestartWithAsync(("SmallExtensions", small ? "true" : "false"), ("Content", "Files"));
        var order = NewOrder() with { Copies = 2 };
        await Service.SubmitAsync(order, Cancellation);

        Assert.Equal((MediaOrderState.Done, 2), await EndAsync(order.Id));
    }

    [Theory, InlineData(4, MediaDeviceCondition.Ready), InlineData(12, MediaDeviceCondition.OutOfSupplies), InlineData(22, MediaDeviceCondition.NeedsService)]
    public async Task A_job_that_fails_says_why(int error, MediaDeviceCondition condition)
    {
        _fixture.Robot.FailNextJob = error;
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);

        Assert.Equal((MediaOrderState.Failed, 0), await EndAsync(order.Id));
        var progress = await Service.FindAsync(order.Id, Cancellation);
        Assert.Equal(condition, progress!.Condition);
        Assert.Contains($"(error {error})", progress.Note, StringComparison.Ordinal);
    }

    [Theory, InlineData("../../etc/passwd"), InlineData("a b"), InlineData(""), InlineData("0123456789012345678901234567890")]
    public async Task A_name_that_could_lead_elsewhere_is_refused(string id) =>
        await Assert.ThrowsAsync<MediaDeviceException>(() => Service.SubmitAsync(NewOrder() with { Id = id }, Cancellation).AsTask());

    [Fact]
    public async Task Without_a_job_folder_it_offers_no_medium()
    {
        using var services = new TestServices("gantry.primera");
        await using var plugin = await PluginHarness.StartAsync(typeof(PrimeraDevice).Assembly, services);
        var device = plugin.GetService<IMediaDevice>();

        Assert.Empty(device.Media);
        Assert.Equal(new MediaDeviceState(MediaDeviceCondition.Failed, "The setting JobFolder is empty."), await device.GetStateAsync(Cancellation));
        await Assert.ThrowsAsync<MediaDeviceException>(() => device.SubmitAsync(NewOrder(), Cancellation).AsTask());
    }

    [Fact]
    public async Task It_is_collected_after_it_was_unloaded()
    {
        var label = _fixture.AddLabel("disc.std");
        TestServices NewServices() => new TestServices("gantry.primera").WithSetting("JobFolder", _fixture.Jobs).WithSetting("LookInterval", "00:00:00.05").WithSetting("Label", label);
        await UnloadProbe.AssertUnloadsAsync(
            BuiltPlugin.Folder("gantry.primera"),
            async plugin =>
            {
                var (device, order) = (plugin.GetService<IMediaDevice>(), NewOrder());
                await device.SubmitAsync(order, Cancellation);
                await Until(async () => (await device.FindAsync(order.Id, Cancellation))!.HasEnded);
                Assert.Equal(MediaOrderState.Done, (await device.FindAsync(order.Id, Cancellation))!.State);
                await device.ForgetAsync(order.Id, Cancellation);
            },
            NewServices);
    }

    protected override async ValueTask<IMediaDevice> CreateAsync()
    {
        _fixture.StartServer();
        return await _fixture.StartDriverAsync();
    }

    protected override async ValueTask<IMediaDevice> RestartAsync()
    {
        await _fixture.StopDriverAsync();
        return await _fixture.StartDriverAsync();
    }

    protected override async ValueTask DestroyAsync()
    {
        await _fixture.DisposeAsync();
        DeleteFolder();
    }

    private async Task RestartWithAsync(params (string Name, string Value)[] settings)
    {
        foreach (var (name, value) in settings)
        {
            _fixture.Services.WithSetting(name, value);
        }

        await RestartServiceAsync();
    }

    private async Task<MediaProgress> UntilAsync(string id, Func<MediaProgress, bool> condition)
    {
        MediaProgress? progress = null;
        await Until(async () => (progress = await Service.FindAsync(id, Cancellation)) is not null && condition(progress));
        return progress!;
    }

    private static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (var i = 0; !await condition(); i++)
        {
            Assert.True(i < 1_500, "It does not happen.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
