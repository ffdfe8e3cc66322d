using Gantry.Contracts.Testing;
//#if (isGet)
using Gantry.Contracts;
//#endif
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace.Tests;

/// <summary>The plugin can be replaced while a server works: nothing of the version before stays in memory.</summary>
public sealed class UnloadTests
{
    [Fact]
    public Task It_is_collected_after_it_was_unloaded() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("vendor-plugin-id"), async plugin =>
    {
//#if (isFind)
        var (response, _) = await plugin.FindAsync(VendorTypeFindHandlerTests.SopClass, new DicomDataSetBuilder().Add(Tags.PatientName, "*").Build());
//#elseif (isStore)
        var sample = new SampleInstance().With(Tags.SOPClassUID, VendorTypeStoreHandlerTests.SopClass.Value);
        var response = await plugin.StoreAsync(sample.Attributes);
//#elseif (isMove)
        plugin.Services.RemoteNodes.Add(new AETitle("SINK"));
        var sample = new SampleInstance();
        await plugin.Services.AddAsync(sample);
        var (response, _) = await plugin.MoveAsync(
            VendorTypeMoveHandlerTests.SopClass, new AETitle("SINK"), new DicomDataSetBuilder().Add(Tags.SOPInstanceUID, sample.SopInstance).Build());
//#elseif (isGet)
        var sample = new SampleInstance();
        await plugin.Services.AddAsync(sample);
        await using var requestor = new InMemoryAE().Open([new StorageProposal(sample.SopClass, [TransferSyntax.ExplicitVRLittleEndian])]);
        var (response, _) = await plugin.GetAsync(
            VendorTypeGetHandlerTests.SopClass, requestor, new DicomDataSetBuilder().Add(Tags.SOPInstanceUID, sample.SopInstance).Build());
//#elseif (isNCreate)
        var response = await plugin.NCreateAsync(VendorTypeNCreateHandlerTests.SopClass, default, DicomDataSet.Empty);
//#elseif (isNSet)
        await VendorTypeNSetHandlerTests.WriteAsync(plugin);
        var response = await plugin.NSetAsync(VendorTypeNSetHandlerTests.SopClass, VendorTypeNSetHandlerTests.Instance, DicomDataSet.Empty);
//#elseif (isNGet)
        await VendorTypeNGetHandlerTests.WriteAsync(plugin);
        var response = await plugin.NGetAsync(VendorTypeNGetHandlerTests.SopClass, VendorTypeNGetHandlerTests.Instance, []);
//#elseif (isNDelete)
        await VendorTypeNDeleteHandlerTests.WriteAsync(plugin);
        var response = await plugin.NDeleteAsync(VendorTypeNDeleteHandlerTests.SopClass, VendorTypeNDeleteHandlerTests.Instance);
//#elseif (isNAction)
        using var operation = new TestOperation();
        var response = await plugin.NActionAsync(
            VendorTypeNActionHandlerTests.SopClass, VendorTypeNActionHandlerTests.Instance, 1, VendorTypeNActionHandlerTests.Information, operation);
        await operation.Events.NextAsync(TestContext.Current.CancellationToken);
//#else
        var response = await plugin.NEventReportAsync(
            VendorTypeNEventReportHandlerTests.SopClass, VendorTypeNEventReportHandlerTests.Instance, 1, VendorTypeNEventReportHandlerTests.Information);
//#endif
        Assert.Equal(DimseStatus.Success, response.Status);
    });
}
