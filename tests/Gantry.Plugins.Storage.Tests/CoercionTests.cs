using System.Text;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>Attributes that rules change on the way into the store.</summary>
public sealed class CoercionTests
{
    private static readonly StorageSettings Rules = new()
    {
        Coercions = ["S*=set InstitutionName=NORTH", "SCU=prefix PatientID=N-", "SCU=remove PatientName", "SCU=replace StationName=CT", "SCU=set IssuerOfPatientID=NORTH", "CT1=set PatientID=X"],
    };

    [Theory, InlineData("1.2.840.10008.1.2"), InlineData("1.2.840.10008.1.2.1"), InlineData("1.2.840.10008.1.2.2"), InlineData("1.2.840.10008.1.2.1.99")]
    public async Task What_rules_name_is_changed_and_what_was_there_is_kept_in_the_instance(string uid)
    {
        var syntax = new TransferSyntax(new Uid(uid));
        using var fixture = new StorageFixture { Operation = new TestOperation { TransferSyntax = syntax } };
        fixture.Settings.Current = Rules;
        var pixels = Enumerable.Range(0, 150_000).Select(i => (byte)i).ToArray();

        var response = await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(Tags.PixelData, pixels, Vr.OW), syntax), segment: 1000);

        Assert.Equal(DimseStatus.CoercionOfDataElements, response.Status);
        Assert.Equal([Tags.InstitutionName, Tags.PatientName, Tags.PatientID, Tags.IssuerOfPatientID], response.OffendingElements);
        var entry = Assert.Single(fixture.Catalog.Entries);
        var stored = DataSetReader.Read(fixture.Store.BytesAt(entry.Stored.Location), syntax);
        Assert.Equal(("NORTH", "N-P1", "NORTH", false, false), (
            stored.GetString(Tags.InstitutionName), stored.GetString(Tags.PatientID), stored.GetString(Tags.IssuerOfPatientID), stored.Contains(Tags.PatientName), stored.Contains(Tags.StationName)));
        Assert.Equal("N-P1", entry.Attributes.GetString(Tags.PatientID));
        Assert.Equal(pixels, stored.GetBytes(Tags.PixelData).ToArray());
        var item = Assert.Single(stored.GetItems(Tags.OriginalAttributesSequence));
        Assert.Equal(("GANTRY", "SCU", "COERCE"), (item.GetString(Tags.ModifyingSystem), item.GetString(Tags.SourceOfPreviousValues), item.GetString(Tags.ReasonForTheAttributeModification)));
        Assert.Equal("20000101000000.000000+0000", item.GetString(Tags.AttributeModificationDateTime));
        var originals = Assert.Single(item.GetItems(Tags.ModifiedAttributesSequence));
        Assert.Equal(("ANON^ONE", "P1"), (originals.GetString(Tags.PatientName), originals.GetString(Tags.PatientID)));
        Assert.True(originals.Contains(Tags.InstitutionName) && originals[Tags.InstitutionName]!.IsEmpty);
    }

    [Fact]
    public async Task Without_anything_to_change_the_bytes_stay_as_they_came()
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = new() { Coercions = ["SCU=prefix PatientID=P", "SCU=remove StationName", "OTHER=set PatientID=X"] };
        var dataSet = Sample.Encode(Sample.Image());

        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(dataSet)).Status);

        Assert.Equal(dataSet, fixture.Store.BytesAt(Assert.Single(fixture.Store.Locations)).ToArray());
    }

    [Fact]
    public async Task An_earlier_system_keeps_its_item()
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = Rules;
        var earlier = new DicomDataSetBuilder().Add(Tags.ModifyingSystem, "BEFORE").Build();

        await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(Tags.OriginalAttributesSequence, [earlier])));

        var stored = DataSetReader.Read(fixture.Store.BytesAt(Assert.Single(fixture.Store.Locations)), TransferSyntax.ExplicitVRLittleEndian);
        Assert.Equal(["BEFORE", "GANTRY"], stored.GetItems(Tags.OriginalAttributesSequence).Select(item => item.GetString(Tags.ModifyingSystem)));
    }

    [Fact]
    public async Task The_same_instance_again_is_no_conflict_though_it_was_coerced_at_another_time()
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = Rules with { Duplicates = DuplicatePolicy.Compare };
        await fixture.StoreAsync(Sample.Encode(Sample.Image()));
        fixture.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(DimseStatus.CoercionOfDataElements, (await fixture.StoreAsync(Sample.Encode(Sample.Image()))).Status);
        StorageFixture.AssertStatus(0x0111, await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(Tags.StudyDate, "20240116"))));

        Assert.Single(fixture.Catalog.Entries);
        Assert.Single(fixture.SetAside.List(SetAsideKind.Conflict));
    }

    [Fact]
    public async Task A_value_in_another_character_set_keeps_its_bytes_behind_a_prefix()
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = new() { Coercions = ["SCU=prefix PatientID=N-"] };
        byte[] id = [.. "\u00d6\u00df"u8];

        await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(Tags.SpecificCharacterSet, "ISO_IR 192").Set(new DicomBytes(Tags.PatientID, Vr.LO, id))));

        Assert.Equal("N-\u00d6\u00df", Assert.Single(fixture.Catalog.Entries).Attributes.GetText(Tags.PatientID));
    }

    [Fact]
    public async Task A_data_set_out_of_order_is_refused_rather_than_stored_as_it_should_not_be()
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = new() { Coercions = ["SCU=set PatientComments=CHECKED"] };
        byte[] late = [0x10, 0x00, 0x00, 0x40, (byte)'L', (byte)'T', 4, 0, (byte)'L', (byte)'A', (byte)'T', (byte)'E'];
        byte[] early = [0x08, 0x00, 0x08, 0x00, .. Encoding.ASCII.GetBytes("CS"), 4, 0, .. Encoding.ASCII.GetBytes("TEST")];

        // What is set before the element comes late is there once already: of two with one tag the first counts.
        Assert.Equal(DimseStatus.CoercionOfDataElements, (await fixture.StoreAsync([.. Sample.Encode(Sample.Image()), .. late])).Status);
        Assert.Equal("CHECKED", Assert.Single(fixture.Catalog.Entries).Attributes.GetString(Tags.PatientComments));

        fixture.Settings.Current = new() { Coercions = ["SCU=remove ImageType"] };
        StorageFixture.AssertStatus(0xC000, await fixture.StoreAsync([.. Sample.Encode(Sample.Image().Remove(Tags.PixelData)), .. early]));
    }

    [Theory]
    [InlineData("SCU=set NoSuchKeyword=X", "no keyword")]
    [InlineData("SCU=set StudyInstanceUID=1.2", "cannot be coerced")]
    [InlineData("SCU=set SpecificCharacterSet=X", "cannot be coerced")]
    [InlineData("SCU=remove OriginalAttributesSequence", "cannot be coerced")]
    public void A_rule_that_makes_no_sense_is_refused(string rule, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => CoercionRule.Parse(rule)).Message, StringComparison.Ordinal);
}
