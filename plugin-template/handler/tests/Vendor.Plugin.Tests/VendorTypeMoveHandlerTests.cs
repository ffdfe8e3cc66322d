using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace.Tests;

public sealed class VendorTypeMoveHandlerTests
{
    private static readonly AETitle Sink = new("SINK");

    public static Uid SopClass { get; } = new("VENDOR_SOP_CLASS");

    [Fact]
    public async Task The_instances_named_arrive_at_the_destination()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeMoveHandler).Assembly);
        var ae = plugin.Services.RemoteNodes.Add(Sink);
        var (first, second, other) = (new SampleInstance(), new SampleInstance(), new SampleInstance());
        await plugin.Services.AddAsync(first);
        await plugin.Services.AddAsync(second);
        await plugin.Services.AddAsync(other);

        var (response, pending) = await plugin.MoveAsync(SopClass, Sink, Instances(first, second));

        Assert.Equal((DimseStatus.Success, new SubOperations(0, 2, 0, 0)), (response.Status, response.SubOperations));
        Assert.Equal([new SubOperations(1, 1, 0, 0)], pending);
        Assert.Equal(new[] { first.SopInstance, second.SopInstance }.Order(), ae.Received.Select(received => received.SopInstance).Order());
        Assert.Equal(0, ae.OpenAssociations);
    }

    [Fact]
    public async Task What_the_destination_refuses_is_named_in_the_response()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeMoveHandler).Assembly);
        plugin.Services.RemoteNodes.Add(Sink).Answer = _ => DimseStatus.OutOfResources;
        var sample = new SampleInstance();
        await plugin.Services.AddAsync(sample);

        var (response, _) = await plugin.MoveAsync(SopClass, Sink, Instances(sample));

        Assert.Equal(DimseStatus.SubOperationsCompleteWithFailures, response.Status);
        Assert.Equal([sample.SopInstance], response.FailedSopInstanceUids);
    }

    [Fact]
    public async Task A_destination_that_nobody_knows_is_a_status()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeMoveHandler).Assembly);
        var (response, _) = await plugin.MoveAsync(SopClass, Sink, Instances(new SampleInstance()));
        Assert.Equal(DimseStatus.MoveDestinationUnknown, response.Status);
    }

    private static DicomDataSet Instances(params SampleInstance[] samples) =>
        new DicomDataSetBuilder().Add(Tags.SOPInstanceUID, string.Join('\\', samples.Select(sample => sample.SopInstance.Value))).Build();
}
