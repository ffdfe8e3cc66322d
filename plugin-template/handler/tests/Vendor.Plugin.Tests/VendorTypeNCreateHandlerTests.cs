using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace.Tests;

public sealed class VendorTypeNCreateHandlerTests
{
    public static Uid SopClass { get; } = new("VENDOR_SOP_CLASS");

    private static readonly DicomDataSet Attributes = new DicomDataSetBuilder().Add(Tags.PatientName, "ANON^ONE").Build();

    [Fact]
    public async Task It_makes_an_instance_and_its_UID_where_none_is_given()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeNCreateHandler).Assembly);

        var response = await plugin.NCreateAsync(SopClass, default, Attributes);

        Assert.Equal((DimseStatus.Success, false), (response.Status, response.AffectedSopInstanceUid.IsEmpty));
        Assert.True(File.Exists(Path.Combine(plugin.Services.Context.DataFolder, $"{response.AffectedSopInstanceUid}.json")));
    }

    [Fact]
    public async Task A_second_instance_of_the_same_UID_is_a_status()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeNCreateHandler).Assembly);

        await plugin.NCreateAsync(SopClass, new Uid("2.25.7"), Attributes);

        Assert.Equal(DimseStatus.DuplicateSopInstance, (await plugin.NCreateAsync(SopClass, new Uid("2.25.7"), Attributes)).Status);
    }
}
