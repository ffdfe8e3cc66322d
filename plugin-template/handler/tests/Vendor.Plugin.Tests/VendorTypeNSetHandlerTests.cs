using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace.Tests;

public sealed class VendorTypeNSetHandlerTests
{
    public static Uid SopClass { get; } = new("VENDOR_SOP_CLASS");

    internal static Uid Instance { get; } = new("2.25.7");

    [Fact]
    public async Task It_changes_what_is_named_and_leaves_the_rest()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeNSetHandler).Assembly);
        var path = await WriteAsync(plugin);

        var response = await plugin.NSetAsync(SopClass, Instance, new DicomDataSetBuilder().Add(Tags.PatientName, "ANON^TWO").Build());

        var changed = DicomJsonReader.Read(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Equal(("ANON^TWO", "P1"), (changed.GetString(Tags.PatientName), changed.GetString(Tags.PatientID)));
    }

    [Fact]
    public async Task An_instance_that_there_is_not_is_a_status()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeNSetHandler).Assembly);
        Assert.Equal(DimseStatus.NoSuchSopInstance, (await plugin.NSetAsync(SopClass, Instance, DicomDataSet.Empty)).Status);
    }

    internal static async Task<string> WriteAsync(PluginHarness plugin)
    {
        var path = Path.Combine(plugin.Services.Context.DataFolder, $"{Instance}.json");
        var attributes = new DicomDataSetBuilder().Add(Tags.PatientName, "ANON^ONE").Add(Tags.PatientID, "P1").Build();
        await File.WriteAllBytesAsync(path, DicomJsonWriter.ToArray(attributes), TestContext.Current.CancellationToken);
        return path;
    }
}
