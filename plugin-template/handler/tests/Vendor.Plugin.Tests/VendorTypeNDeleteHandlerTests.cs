using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace.Tests;

public sealed class VendorTypeNDeleteHandlerTests
{
    public static Uid SopClass { get; } = new("VENDOR_SOP_CLASS");

    internal static Uid Instance { get; } = new("2.25.7");

    [Fact]
    public async Task It_deletes_an_instance_once()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeNDeleteHandler).Assembly);
        var path = await WriteAsync(plugin);

        var deleted = await plugin.NDeleteAsync(SopClass, Instance);
        var gone = await plugin.NDeleteAsync(SopClass, Instance);

        Assert.Equal((DimseStatus.Success, DimseStatus.NoSuchSopInstance), (deleted.Status, gone.Status));
        Assert.False(File.Exists(path));
    }

    internal static async Task<string> WriteAsync(PluginHarness plugin)
    {
        var path = Path.Combine(plugin.Services.Context.DataFolder, $"{Instance}.json");
        await File.WriteAllBytesAsync(path, DicomJsonWriter.ToArray(DicomDataSet.Empty), TestContext.Current.CancellationToken);
        return path;
    }
}
