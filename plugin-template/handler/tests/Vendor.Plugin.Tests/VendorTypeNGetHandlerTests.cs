using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace.Tests;

public sealed class VendorTypeNGetHandlerTests
{
    public static Uid SopClass { get; } = new("VENDOR_SOP_CLASS");

    internal static Uid Instance { get; } = new("2.25.7");

    [Fact]
    public async Task It_tells_what_is_asked_for_and_everything_where_nothing_is()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeNGetHandler).Assembly);
        await WriteAsync(plugin);

        var one = await plugin.NGetAsync(SopClass, Instance, [Tags.PatientID]);
        var all = await plugin.NGetAsync(SopClass, Instance, []);

        Assert.Equal([Tags.PatientID], one.DataSet!.Select(element => element.Tag));
        Assert.Equal(("ANON^ONE", "P1"), (all.DataSet!.GetString(Tags.PatientName), all.DataSet!.GetString(Tags.PatientID)));
    }

    [Fact]
    public async Task An_instance_that_there_is_not_is_a_status()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeNGetHandler).Assembly);
        Assert.Equal(DimseStatus.NoSuchSopInstance, (await plugin.NGetAsync(SopClass, Instance, [])).Status);
    }

    internal static Task WriteAsync(PluginHarness plugin) => File.WriteAllBytesAsync(
        Path.Combine(plugin.Services.Context.DataFolder, $"{Instance}.json"),
        DicomJsonWriter.ToArray(new DicomDataSetBuilder().Add(Tags.PatientName, "ANON^ONE").Add(Tags.PatientID, "P1").Build()),
        TestContext.Current.CancellationToken);
}
