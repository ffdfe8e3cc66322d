using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace.Tests;

public sealed class VendorTypeNEventReportHandlerTests
{
    public static Uid SopClass { get; } = new("VENDOR_SOP_CLASS");

    internal static Uid Instance { get; } = new("2.25.7");

    internal static DicomDataSet Information { get; } = new DicomDataSetBuilder().Add(Tags.TransactionUID, "2.25.8").Build();

    [Fact]
    public async Task It_keeps_every_event()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeNEventReportHandler).Assembly);

        await plugin.NEventReportAsync(SopClass, Instance, 1, Information);
        var response = await plugin.NEventReportAsync(SopClass, Instance, 1, Information);

        Assert.Equal(DimseStatus.Success, response.Status);
        var kept = Directory.GetFiles(plugin.Services.Context.DataFolder, $"{Instance}-1-*.json");
        Assert.Equal(2, kept.Length);
        Assert.Equal("2.25.8", DicomJsonReader.Read(await File.ReadAllBytesAsync(kept[0], TestContext.Current.CancellationToken)).GetString(Tags.TransactionUID));
    }

    [Fact]
    public async Task An_event_without_a_type_is_a_status()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeNEventReportHandler).Assembly);
        Assert.Equal(DimseStatus.NoSuchEventType, (await plugin.NEventReportAsync(SopClass, Instance, 0, Information)).Status);
    }
}
