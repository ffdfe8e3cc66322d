using System.IO.Compression;
using System.Text;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;

namespace Gantry.Plugins.ImageFile.Tests;

/// <summary>The device by the specification of all devices, and by what is its own.</summary>
public sealed class ImageFileDeviceTests : MediaDeviceSpecification
{
    private readonly TestServices _services = new("gantry.imagefile");
    private PluginHarness? _plugin;

    private string Images => Path.Combine(_services.Context.DataFolder, "images");

    [Fact]
    public async Task An_image_is_a_file_that_is_called_as_the_order_is()
    {
        var order = NewOrder();
        await Service.SubmitAsync(order, Cancellation);
        await EndAsync(order.Id);

        var image = await File.ReadAllBytesAsync(Path.Combine(Images, order.Id + ".iso"), Cancellation);

        Assert.Equal("CD001", Encoding.ASCII.GetString(image, 0x8001, 5));
        Assert.Equal("TEST", Encoding.ASCII.GetString(image, 0x8028, 32).TrimEnd());
        Assert.Equal([order.Id + ".iso"], Directory.EnumerateFileSystemEntries(Images).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Every_copy_is_an_image_and_all_are_the_same()
    {
        var order = NewOrder() with { Copies = 3 };
        await Service.SubmitAsync(order, Cancellation);
        await EndAsync(order.Id);

        var images = Directory.GetFiles(Images, order.Id + "*.iso").Select(File.ReadAllBytes).ToList();

        Assert.Equal(3, images.Count);
        Assert.All(images, image => Assert.Equal(images[0], image));
    }

    [Fact]
    public async Task The_label_lies_beside_the_image_and_names_nobody_in_its_name()
    {
        var order = NewOrder() with
        {
            Part = 1,
            Parts = 2,
            Label = new MediaLabel
            {
                Text = "For the surgeon",
                Attributes = new DicomDataSetBuilder().Set(Tags.SpecificCharacterSet, "ISO_IR 192").Set(Tags.PatientName, "ANON^ÖNE").Set(Tags.PatientID, "ID1").Build(),
            },
        };
        await Service.SubmitAsync(order, Cancellation);
        await EndAsync(order.Id);

        var label = await File.ReadAllLinesAsync(Path.Combine(Images, order.Id + ".txt"), Cancellation);

        Assert.Equal(["For the surgeon", "ANON^ÖNE", "Patient ID: ID1", "Disc 1 of 2"], label);
    }

    [Fact]
    public async Task What_is_no_disc_is_a_folder()
    {
        var order = NewOrder() with { Medium = "USB" };
        await Service.SubmitAsync(order, Cancellation);
        await EndAsync(order.Id);

        Assert.Equal(
            ["DICOM", "DICOM/IMG00001", "README.TXT"],
            Directory.EnumerateFileSystemEntries(Path.Combine(Images, order.Id), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Path.Combine(Images, order.Id), path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_disc_can_be_an_archive()
    {
        await DestroyPluginAsync();
        _services.WithSetting("DiscsAs", "Zip");
        _plugin = await StartAsync();
        var (device, order) = (_plugin.GetService<IMediaDevice>(), NewOrder());
        await device.SubmitAsync(order, Cancellation);
        await Until(async () => (await device.FindAsync(order.Id, Cancellation))!.HasEnded);

        using var archive = await ZipFile.OpenReadAsync(Path.Combine(Images, order.Id + ".zip"), Cancellation);

        Assert.Equal(["DICOM/IMG00001", "README.TXT"], archive.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task Without_place_on_the_disk_an_order_waits_and_says_so()
    {
        await DestroyPluginAsync();
        _services.WithSetting("MinimumFreeMegabytes", "9999999");
        _plugin = await StartAsync();
        var (device, order) = (_plugin.GetService<IMediaDevice>(), NewOrder());

        Assert.Equal(MediaDeviceCondition.OutOfSupplies, (await device.GetStateAsync(Cancellation)).Condition);
        await device.SubmitAsync(order, Cancellation);
        await Until(async () => (await device.FindAsync(order.Id, Cancellation))!.Condition == MediaDeviceCondition.OutOfSupplies);

        Assert.Equal(MediaCancellation.Cancelled, await device.CancelAsync(order.Id, Cancellation));
        Assert.Equal(MediaOrderState.Failed, (await device.FindAsync(order.Id, Cancellation))!.State);
    }

    [Fact]
    public async Task An_order_that_is_only_looked_at_is_not_in_progress()
    {
        await DestroyPluginAsync();
        _services.WithSetting("MinimumFreeMegabytes", "9999999");
        _plugin = await StartAsync();
        var (device, order) = (_plugin.GetService<IMediaDevice>(), NewOrder());
        await device.SubmitAsync(order, Cancellation);
        await Until(async () => (await device.FindAsync(order.Id, Cancellation))!.Condition == MediaDeviceCondition.OutOfSupplies);

        var held = await HoldAsync(order.Id);
        var cancelled = device.CancelAsync(order.Id, Cancellation).AsTask();
        await Task.Delay(50, Cancellation);
        await held.DisposeAsync();

        Assert.Equal(MediaCancellation.Cancelled, await cancelled);
    }

    [Theory, InlineData("../../etc/passwd"), InlineData("a b"), InlineData("ID\n"), InlineData(""), InlineData("0123456789012345678901234567890")]
    public async Task A_name_that_could_lead_elsewhere_is_refused(string id)
    {
        await Assert.ThrowsAsync<MediaDeviceException>(() => Service.SubmitAsync(NewOrder() with { Id = id }, Cancellation).AsTask());
        Assert.Null(await Service.FindAsync(id, Cancellation));
    }

    [Fact]
    public async Task What_is_larger_than_the_medium_is_no_image()
    {
        var order = NewOrder();
        await using (var large = new FileStream(Path.Combine(order.Folder, "LARGE.BIN"), FileMode.Create))
        {
            large.SetLength(800_000_000); // with nothing on the disk
        }

        await Service.SubmitAsync(order, Cancellation);

        Assert.Equal((MediaOrderState.Failed, 0), await EndAsync(order.Id));
        Assert.Contains("a CD holds 737280000", (await Service.FindAsync(order.Id, Cancellation))!.Note, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Images, order.Id + ".iso")));
    }

    [Fact]
    public Task It_is_collected_after_it_was_unloaded() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("gantry.imagefile"), async plugin =>
    {
        var (device, order) = (plugin.GetService<IMediaDevice>(), NewOrder());
        await device.SubmitAsync(order, TestContext.Current.CancellationToken);
        await Until(async () => (await device.FindAsync(order.Id, TestContext.Current.CancellationToken))!.HasEnded);
        Assert.Equal(MediaOrderState.Done, (await device.FindAsync(order.Id, TestContext.Current.CancellationToken))!.State);
    });

    protected override async ValueTask<IMediaDevice> CreateAsync() => (_plugin = await StartAsync()).GetService<IMediaDevice>();

    protected override async ValueTask<IMediaDevice> RestartAsync()
    {
        await DestroyPluginAsync();
        return await CreateAsync();
    }

    protected override async ValueTask DestroyAsync()
    {
        await DestroyPluginAsync();
        _services.Dispose();
        DeleteFolder();
    }

    private ValueTask<PluginHarness> StartAsync() => PluginHarness.StartAsync(typeof(ImageFileDevice).Assembly, _services);

    private async ValueTask DestroyPluginAsync()
    {
        if (_plugin is { } plugin)
        {
            _plugin = null;
            await plugin.DisposeAsync();
        }
    }

    // As whoever looks whether there is room for it holds it.
    private async Task<FileStream> HoldAsync(string id)
    {
        FileStream? held = null;
        await Until(() =>
        {
            try
            {
                held = new FileStream(Path.Combine(_services.Context.DataFolder, "orders", id + ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // the worker looks at it
            }

            return Task.FromResult(held is not null);
        });
        return held!;
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (var i = 0; !await condition(); i++)
        {
            Assert.True(i < 1_000, "It does not happen.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
