using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace VendorNamespace.Tests;

/// <summary>The device does what every device must: the specification's tests, and those of your own.</summary>
public sealed class VendorTypeDeviceTests : MediaDeviceSpecification
{
    private readonly TestServices _services = new("vendor-plugin-id");
    private PluginHarness? _plugin;

    [Fact]
    public async Task A_piece_has_what_the_folder_of_the_order_has()
    {
        var order = NewOrder();

        await Service.SubmitAsync(order, Cancellation);
        await EndAsync(order.Id);

        var piece = Path.Combine(_services.Context.DataFolder, "media", $"{order.Id}-1");
        Assert.Equal("A medium of a test.", await File.ReadAllTextAsync(Path.Combine(piece, "README.TXT"), Cancellation));
    }

    [Fact]
    public Task It_is_collected_after_it_was_unloaded() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("vendor-plugin-id"), async plugin =>
    {
        var (device, order) = (plugin.GetService<IMediaDevice>(), NewOrder());
        await device.SubmitAsync(order, TestContext.Current.CancellationToken);
        while (await device.FindAsync(order.Id, TestContext.Current.CancellationToken) is { HasEnded: false })
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    });

    protected override async ValueTask<IMediaDevice> CreateAsync()
    {
        _plugin = await PluginHarness.StartAsync(typeof(VendorTypeDevice).Assembly, _services);
        return _plugin.GetService<IMediaDevice>();
    }

    protected override async ValueTask<IMediaDevice> RestartAsync()
    {
        await _plugin!.DisposeAsync();
        return await CreateAsync();
    }

    protected override async ValueTask DestroyAsync()
    {
        await _plugin!.DisposeAsync();
        _services.Dispose();
        DeleteFolder();
    }
}
