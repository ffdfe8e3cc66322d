using System.Text;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Plugins.DiscRecorder.Tests;

/// <summary>The device by the specification of all devices, and by what is its own, on a drive that is a file.</summary>
public sealed class RecorderDeviceTests : MediaDeviceSpecification
{
    private readonly RecorderFixture _fixture = new();

    private string[] Discs => [.. Directory.GetFiles(_fixture.Discs).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task A_disc_is_tested_recorded_compared_and_ejected()
    {
        await RestartWithAsync(("Test", "true"), ("Verify", "true"), ("Speed", "8"));
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);

        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
        await Until(() => Discs.Length == 1 && Directory.GetFiles(Path.Combine(_fixture.Services.Context.DataFolder, "images")).Length == 0);
        var disc = await File.ReadAllBytesAsync(Discs[0], Cancellation);
        Assert.Equal(("CD001", "TEST"), (Encoding.ASCII.GetString(disc, 0x8001, 5), Encoding.ASCII.GetString(disc, 0x8028, 32).TrimEnd()));
        Assert.Equal(
            ["-as cdrecord -v dev=stdio: speed=8 -dummy", "-as cdrecord -v dev=stdio: speed=8", "-check_media", "-eject all"],
            _fixture.Calls.Where(call => !call.Contains("-toc", StringComparison.Ordinal)).Select(Short));

        string Short(string call) => call.Contains("-check_media", StringComparison.Ordinal) ? "-check_media"
            : call.Contains("-eject", StringComparison.Ordinal) ? "-eject all"
            : call.Replace(_fixture.Drive, "", StringComparison.Ordinal)[..^(Path.Combine(_fixture.Services.Context.DataFolder, "images", order.Id + ".iso").Length + 1)];
    }

    [Fact]
    public async Task Without_a_disc_an_order_waits_and_goes_on_when_there_is_one()
    {
        _fixture.Set("empty");
        Assert.Equal(MediaDeviceCondition.OutOfSupplies, (await Service.GetStateAsync(Cancellation)).Condition);
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);
        var waits = await UntilAsync(order.Id, progress => progress.Condition == MediaDeviceCondition.OutOfSupplies);
        Assert.Equal("There is no disc in the drive; put in a blank CD.", waits.Note);

        _fixture.Set("empty", false);

        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
    }

    [Fact]
    public async Task A_disc_that_is_not_what_it_is_to_be_is_bad_and_another_is_made()
    {
        await RestartWithAsync(("Verify", "true"));
        _fixture.Set("bad");
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);
        await UntilAsync(order.Id, progress => progress.Note.Contains("What is on it is not what was recorded", StringComparison.Ordinal) || progress.HasEnded);
        _fixture.Set("bad", false);

        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
        Assert.InRange(Discs.Length, 1, 3); // the last may be in the drive still
    }

    [Fact]
    public async Task Too_many_bad_discs_fail_an_order()
    {
        await RestartWithAsync(("Verify", "true"), ("MaximumRejects", "1"));
        _fixture.Set("bad");
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);

        Assert.Equal((MediaOrderState.Failed, 0), await EndAsync(order.Id));
        Assert.Equal(MediaDeviceCondition.NeedsOperator, (await Service.FindAsync(order.Id, Cancellation))!.Condition);
    }

    [Fact]
    public async Task What_is_on_a_disc_is_overwritten_only_where_settings_say_so()
    {
        await File.WriteAllBytesAsync(_fixture.Drive, await ImageAsync(), Cancellation);
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);
        await UntilAsync(order.Id, progress => progress.Note.Contains("is not blank", StringComparison.Ordinal));

        await RestartWithAsync(("Overwrites", "true"));

        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
    }

    [Fact]
    public async Task A_recording_outlives_the_plugin_and_the_disc_counts_once()
    {
        _fixture.Set("slow");
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);
        await UntilAsync(order.Id, progress => progress.Note.Contains("is being recorded", StringComparison.Ordinal));

        await RestartServiceAsync();

        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
        await Until(() => Discs.Length == 1);
        Assert.Single(_fixture.Calls, call => call.Contains("cdrecord", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disc_whose_recording_was_cut_off_is_not_given_out()
    {
        var order = NewOrder();
        await _fixture.StopAsync();
        var kept = new KeptOrder
        {
            Id = order.Id,
            Folder = order.Folder,
            Medium = "CD",
            Volume = "TEST",
            CreatedAt = order.CreatedAt,
            TakenAt = order.CreatedAt,
            Copies = 1,
            Priority = MediaPriority.Medium,
            Recording = new RecordingProcess(int.MaxValue, order.CreatedAt),
        };
        await new OrderBook(_fixture.Services.Context, NullLoggerFactory.Instance).AddAsync(kept, Cancellation);
        var image = await ImageAsync();
        await File.WriteAllBytesAsync(Path.Combine(_fixture.Services.Context.DataFolder, "images", order.Id + ".iso"), image, Cancellation);
        image.AsSpan(40_000).Clear();
        await File.WriteAllBytesAsync(_fixture.Drive, image, Cancellation);

        await RestartServiceAsync();

        Assert.Equal((MediaOrderState.Done, 1), await EndAsync(order.Id));
        await Until(() => Discs.Length == 2);
        Assert.Equal((image.Length, false), ((int)new FileInfo(Discs[0]).Length, (await File.ReadAllBytesAsync(Discs[1], Cancellation)).AsSpan(0, image.Length).SequenceEqual(image)));
    }

    [Fact]
    public async Task What_is_cancelled_in_mid_burn_ends_with_that_disc()
    {
        _fixture.Set("slow");
        var order = NewOrder() with { Copies = 3 };
        await Service.SubmitAsync(order, Cancellation);
        await UntilAsync(order.Id, progress => progress.Note.Contains("is being recorded", StringComparison.Ordinal));

        Assert.Equal(MediaCancellation.Cancelled, await Service.CancelAsync(order.Id, Cancellation));

        Assert.Equal((MediaOrderState.Failed, 1), await EndAsync(order.Id));
    }

    [Fact]
    public async Task Without_xorriso_it_says_so()
    {
        await RestartWithAsync(("Xorriso", "/nowhere/xorriso"));

        var state = await Service.GetStateAsync(Cancellation);

        Assert.Equal(MediaDeviceCondition.Failed, state.Condition);
        Assert.Contains("/nowhere/xorriso cannot be run", state.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_drive_it_offers_no_medium()
    {
        using var services = new TestServices("gantry.discrecorder");
        await using var plugin = await PluginHarness.StartAsync(typeof(RecorderDevice).Assembly, services);
        var device = plugin.GetService<IMediaDevice>();

        Assert.Empty(device.Media);
        Assert.Equal("The setting Drive is empty.", (await device.GetStateAsync(Cancellation)).Note);
        await Assert.ThrowsAsync<MediaDeviceException>(() => device.SubmitAsync(NewOrder(), Cancellation).AsTask());
    }

    [Fact]
    public Task It_is_collected_after_it_was_unloaded() => UnloadProbe.AssertUnloadsAsync(
        BuiltPlugin.Folder("gantry.discrecorder"),
        async plugin =>
        {
            var (device, order) = (plugin.GetService<IMediaDevice>(), NewOrder());
            await device.SubmitAsync(order, Cancellation);
            await Until(async () => (await device.FindAsync(order.Id, Cancellation))!.HasEnded);
            Assert.Equal(MediaOrderState.Done, (await device.FindAsync(order.Id, Cancellation))!.State);
        },
        () => new TestServices("gantry.discrecorder").WithSetting("Drive", $"stdio:{_fixture.Drive}-{Guid.NewGuid()}").WithSetting("Verify", "false").WithSetting("MinimumFreeMegabytes", "0"));

    protected override async ValueTask<IMediaDevice> CreateAsync()
    {
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "xorriso"))), "xorriso is not installed (package xorriso).");
        _fixture.Services.WithSetting("Verify", "false"); // a second for each disc
        return await _fixture.StartAsync();
    }

    protected override async ValueTask<IMediaDevice> RestartAsync()
    {
        await _fixture.StopAsync();
        return await _fixture.StartAsync();
    }

    protected override async ValueTask DestroyAsync()
    {
        await _fixture.DisposeAsync();
        DeleteFolder();
    }

    private async Task<byte[]> ImageAsync()
    {
        using var image = new MemoryStream();
        Dicom.Imaging.IsoImage.Write(NewOrder().Folder, "OTHER", DateTimeOffset.UnixEpoch, image, Cancellation);
        return image.ToArray();
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
