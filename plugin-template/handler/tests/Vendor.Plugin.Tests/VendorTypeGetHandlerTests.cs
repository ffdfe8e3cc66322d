using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace.Tests;

public sealed class VendorTypeGetHandlerTests
{
    public static Uid SopClass { get; } = new("VENDOR_SOP_CLASS");

    [Fact]
    public async Task The_instances_named_come_back_on_the_association()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeGetHandler).Assembly);
        var (sample, other, ae) = (new SampleInstance(), new SampleInstance(), new InMemoryAE());
        await plugin.Services.AddAsync(sample);
        await plugin.Services.AddAsync(other);
        await using var requestor = ae.Open([new StorageProposal(sample.SopClass, [TransferSyntax.ExplicitVRLittleEndian])]);

        var (response, _) = await plugin.GetAsync(SopClass, requestor, new DicomDataSetBuilder().Add(Tags.SOPInstanceUID, sample.SopInstance).Build());

        Assert.Equal((DimseStatus.Success, new SubOperations(0, 1, 0, 0)), (response.Status, response.SubOperations));
        Assert.Equal(sample.SopInstance, Assert.Single(ae.Received).SopInstance);
    }

    [Fact]
    public async Task An_identifier_without_SOP_Instance_UID_is_a_status()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeGetHandler).Assembly);
        await using var requestor = new InMemoryAE().Open([]);

        var (response, _) = await plugin.GetAsync(SopClass, requestor, DicomDataSet.Empty);

        Assert.Equal(DimseStatus.DoesNotMatchSopClass, response.Status);
    }
}
