using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace.Tests;

public sealed class VendorTypeNActionHandlerTests
{
    public static Uid SopClass { get; } = new("VENDOR_SOP_CLASS");

    internal static Uid Instance { get; } = new("2.25.7");

    internal static DicomDataSet Information { get; } = new DicomDataSetBuilder().Add(Tags.TransactionUID, "2.25.8").Build();

    [Fact]
    public async Task The_outcome_is_reported_on_the_association_of_the_action()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeNActionHandler).Assembly);
        using var operation = new TestOperation();

        var response = await plugin.NActionAsync(SopClass, Instance, 1, Information, operation);
        var report = await operation.Events.NextAsync(TestContext.Current.CancellationToken);

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Equal(((ushort)1, "2.25.8"), (report.EventTypeId, report.EventInformation!.GetString(Tags.TransactionUID)));
    }

    [Fact]
    public async Task Where_the_requestor_has_gone_it_is_reported_on_another()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeNActionHandler).Assembly);
        using var operation = new TestOperation { CallingAETitle = new AETitle("SCU") };
        operation.Events.IsEstablished = false;
        var requestor = plugin.Services.RemoteNodes.Add(new AETitle("SCU"));

        await plugin.NActionAsync(SopClass, Instance, 1, Information, operation);

        Assert.Equal("2.25.8", (await requestor.Events.NextAsync(TestContext.Current.CancellationToken)).EventInformation!.GetString(Tags.TransactionUID));
    }

    [Fact]
    public async Task What_it_does_not_know_is_a_status()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeNActionHandler).Assembly);

        Assert.Equal(DimseStatus.NoSuchActionType, (await plugin.NActionAsync(SopClass, Instance, 2, Information)).Status);
        Assert.Equal(DimseStatus.InvalidArgumentValue, (await plugin.NActionAsync(SopClass, Instance, 1, DicomDataSet.Empty)).Status);
    }
}
