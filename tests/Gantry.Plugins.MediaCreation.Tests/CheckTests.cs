using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.MediaCreation.Tests;

/// <summary>What is refused, and what fails before anything is made.</summary>
public class CheckTests
{
    [Fact]
    public async Task A_request_without_form_is_refused_and_says_which_attribute()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        var reference = await fixture.AddAsync();
        var good = new MediaCreationRequest([reference]).ToDataSet();

        await AssertRefusedAsync(fixture, DicomDataSet.Empty, DimseStatus.MissingAttribute, Tags.ReferencedSOPSequence);
        await AssertRefusedAsync(fixture, good.ToBuilder().Set(Tags.ReferencedSOPSequence, Array.Empty<DicomDataSet>()).Build(), DimseStatus.MissingAttributeValue, Tags.ReferencedSOPSequence);
        await AssertRefusedAsync(fixture, good.ToBuilder().Set(Tags.ReferencedSOPSequence, new DicomDataSetBuilder().Build()).Build(), DimseStatus.MissingAttributeValue, Tags.ReferencedSOPSequence);
        await AssertRefusedAsync(fixture, good.ToBuilder().Set(Tags.AllowMediaSplitting, "MAYBE").Build(), DimseStatus.InvalidAttributeValue, Tags.AllowMediaSplitting);
        await AssertRefusedAsync(fixture, good.ToBuilder().Set(Tags.StorageMediaFileSetID, "lower").Build(), DimseStatus.InvalidAttributeValue, Tags.StorageMediaFileSetID);
        var uid = Uid.New();
        Assert.Equal((DimseStatus.Success, uid), await AnswerAsync(fixture, good, uid));
        Assert.Equal(DimseStatus.DuplicateSopInstance, (await AnswerAsync(fixture, good, uid)).Status);
    }

    [Fact]
    public async Task More_instances_than_settings_allow_are_refused()
    {
        await using var fixture = await new MediaFixture(("MaximumInstances", "1")).StartAsync();

        Assert.Equal(DimseStatus.ResourceLimitation, (await fixture.CreateAsync(new MediaCreationRequest([await fixture.AddAsync(), await fixture.AddAsync()]).ToDataSet())).Status);
    }

    [Fact]
    public async Task Instances_that_are_not_here_fail_it_and_are_named()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        var (present, absent) = (await fixture.AddAsync(), new SopReference(Uids.CTImageStorage, Uid.New()));
        var uid = await fixture.AskAsync(present, absent, present with { SopInstanceUid = (await fixture.AddAsync()).SopInstanceUid, SopClassUid = Uids.CTImageStorage });

        var failed = await fixture.UntilAsync(uid, "FAILURE", "NO_INSTANCE");

        var item = Assert.Single(failed.GetItems(Tags.FailedSOPSequence));
        Assert.Equal((absent.SopInstanceUid.Value, 0x0112), (item.GetString(Tags.ReferencedSOPInstanceUID), item.GetInt32(Tags.FailureReason)));
        Assert.Empty(fixture.Device.Orders);
    }

    [Fact]
    public async Task What_a_caller_may_not_see_is_not_here()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        fixture.Services.ScopePolicy.Scope = new CatalogScope(new DicomDataSetBuilder().Set(Tags.Modality, "MR").Build());

        var uid = await fixture.AskAsync(await fixture.AddAsync());

        await fixture.UntilAsync(uid, "FAILURE", "NO_INSTANCE");
    }

    [Fact]
    public async Task Profiles_that_are_unknown_or_disagree_fail_it()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        var (one, other) = (await fixture.AddAsync(), await fixture.AddAsync());
        var items = new[] { Item(one, "STD-GEN-CD"), Item(other, "STD-GEN-DVD-JPEG") };
        var mixed = (await fixture.CreateAsync(new DicomDataSetBuilder().Set(Tags.ReferencedSOPSequence, items).Build())).AffectedSopInstanceUid;
        var unknown = await fixture.CreateAsync(new MediaCreationRequest([one]) { MediaApplicationProfile = "STD-GEN-PAPYRUS" });
        var ultrasound = await fixture.CreateAsync(new MediaCreationRequest([await fixture.AddAsync(new SampleInstance().With(Tags.SOPClassUID, Uids.UltrasoundImageStorage.Value))]) { MediaApplicationProfile = "STD-CTMR-CD" });
        var twice = await fixture.CreateAsync(new MediaCreationRequest([one, one]));
        var stick = await fixture.CreateAsync(new MediaCreationRequest([one]) { MediaApplicationProfile = "STD-GEN-USB-JPEG" });
        foreach (var uid in new[] { mixed, unknown, ultrasound, twice, stick })
        {
            Assert.Equal(DimseStatus.Success, (await fixture.ActAsync(uid, 1)).Status);
        }

        Assert.Equal(0x0201, Reason(await fixture.UntilAsync(mixed, "FAILURE", "INST_AP_CONFLICT")));
        Assert.Equal(0x0204, Reason(await fixture.UntilAsync(unknown, "FAILURE", "NOT_SUPPORTED")));
        Assert.Equal(0x0202, Reason(await fixture.UntilAsync(ultrasound, "FAILURE", "INST_AP_CONFLICT")));
        await fixture.UntilAsync(twice, "FAILURE", "DUPL_REF_INST");
        await fixture.UntilAsync(stick, "FAILURE", "NOT_SUPPORTED"); // the device makes no sticks
    }

    [Fact]
    public async Task An_instance_that_no_medium_holds_fails_it_before_anything_is_made()
    {
        await using var fixture = new MediaFixture();
        fixture.Services.With(new MediaDevices([new InMemoryMediaDevice { Name = "small", Media = [new DeviceMedium("CD", 2 << 20)] }]));
        await fixture.StartAsync();
        var large = new SampleInstance().With(new DicomBytes(Tags.PixelData, Vr.OW, new byte[3 << 20]));

        var uid = await fixture.AskAsync(await fixture.AddAsync(), await fixture.AddAsync(large));

        var failed = await fixture.UntilAsync(uid, "FAILURE", "INST_OVERSIZED");
        Assert.Equal((large.SopInstance.Value, 0x0205), (Assert.Single(failed.GetItems(Tags.FailedSOPSequence)).GetString(Tags.ReferencedSOPInstanceUID), Reason(failed)));
    }

    [Fact]
    public async Task An_instance_whose_bytes_are_gone_fails_it_before_anything_is_made()
    {
        await using var fixture = await new MediaFixture().StartAsync();
        var sample = new SampleInstance();
        var stored = await fixture.Services.AddAsync(sample);
        await fixture.Services.InstanceStore.DeleteAsync(stored.Location, TestContext.Current.CancellationToken);

        var uid = await fixture.AskAsync(await fixture.AddAsync(), new SopReference(sample.SopClass, sample.SopInstance));

        var failed = await fixture.UntilAsync(uid, "FAILURE", "NO_INSTANCE");
        Assert.Single(failed.GetItems(Tags.FailedSOPSequence));
        Assert.Empty(fixture.Device.Orders);
    }

    [Theory]
    [InlineData("", "imagefile")]
    [InlineData("robot", "robot")]
    public async Task A_request_that_names_no_device_costs_no_disc_unless_settings_say_so(string setting, string expected)
    {
        await using var fixture = new MediaFixture(("Device", setting));
        fixture.Services.With(new MediaDevices([new InMemoryMediaDevice { Name = "robot" }, new InMemoryMediaDevice { Name = "imagefile" }]));
        await fixture.StartAsync();

        var uid = await fixture.AskAsync(await fixture.AddAsync());

        await fixture.UntilAsync(uid, "DONE");
        Assert.Equal(expected, MediaJob.Read((await fixture.Services.MediaQueue.GetAsync(uid, TestContext.Current.CancellationToken))!.Job.Attributes).Device);
    }

    private static DicomDataSet Item(SopReference reference, string profile) => reference.ToItem().Set(Tags.RequestedMediaApplicationProfile, profile).Build();

    private static int? Reason(DicomDataSet failed) => failed.GetItems(Tags.FailedSOPSequence)[0].GetInt32(Tags.FailureReason);

    private static async Task<(DimseStatus Status, Uid Instance)> AnswerAsync(MediaFixture fixture, DicomDataSet attributes, Uid uid)
    {
        var response = await fixture.CreateAsync(attributes, uid);
        return (response.Status, response.AffectedSopInstanceUid);
    }

    private static async Task AssertRefusedAsync(MediaFixture fixture, DicomDataSet attributes, DimseStatus status, Tag tag)
    {
        var response = await fixture.CreateAsync(attributes);
        Assert.Equal((status, tag), (response.Status, Assert.Single(response.AttributeIdentifierList)));
    }
}
