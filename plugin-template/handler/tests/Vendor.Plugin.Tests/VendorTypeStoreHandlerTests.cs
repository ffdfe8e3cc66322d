using System.IO.Pipelines;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace.Tests;

public sealed class VendorTypeStoreHandlerTests
{
    public static Uid SopClass { get; } = new("VENDOR_SOP_CLASS");

    [Fact]
    public async Task What_it_receives_is_a_file_with_the_same_data_set()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeStoreHandler).Assembly);
        var sample = new SampleInstance().With(Tags.SOPClassUID, SopClass.Value);

        var response = await plugin.StoreAsync(sample.Attributes);

        Assert.Equal(DimseStatus.Success, response.Status);
        var path = Assert.Single(Directory.GetFiles(plugin.Services.Context.DataFolder));
        Assert.Equal($"{sample.SopInstance}.dcm", Path.GetFileName(path));
        var file = DicomFile.Read(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(DataSetWriter.ToArray(sample.Attributes, TransferSyntax.ExplicitVRLittleEndian), DataSetWriter.ToArray(file.DataSet, file.TransferSyntax));
        Assert.Equal(SopClass, file.FileMeta?.MediaStorageSopClassUid);
    }

    [Fact]
    public async Task An_association_that_is_lost_leaves_nothing()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeStoreHandler).Assembly);
        using var operation = new TestOperation();
        var content = new Pipe();
        await content.Writer.WriteAsync(new byte[1000], TestContext.Current.CancellationToken);
        await content.Writer.CompleteAsync(new IOException("The connection was lost."));

        var response = await plugin.StoreAsync(operation.Store(SopClass, Uid.New(), content.Reader), operation.Token);

        Assert.Equal(DimseStatus.OutOfResources, response.Status);
        Assert.Empty(Directory.GetFiles(plugin.Services.Context.DataFolder));
    }
}
