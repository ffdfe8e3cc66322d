using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>Known series in other studies, known studies of other patients.</summary>
public sealed class ConflictTests
{
    [Theory, InlineData("series"), InlineData("patient")]
    public async Task An_instance_under_other_parents_is_stored_there_and_listed_once(string which)
    {
        using var fixture = new StorageFixture();
        await fixture.StoreAsync(Sample.Encode(Sample.Image()));

        foreach (var uid in (string[])["2.25.301", "2.25.302"])
        {
            Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(Sample.Encode(Elsewhere(which, uid)), sopInstance: new Uid(uid))).Status);
        }

        Assert.Equal(3, fixture.Catalog.Entries.Count);
        var conflict = Assert.Single(fixture.SetAside.List(SetAsideKind.Conflict));
        Assert.Equal(("", 0L, new Uid("2.25.301")), (conflict.Location, conflict.Length, conflict.SopInstance));
        Assert.Equal(which == "series" ? "The series is known in another study." : "The study is known as that of another patient.", conflict.Reason);
        Assert.DoesNotContain("P2", conflict.Reason, StringComparison.Ordinal);
        Assert.Contains(fixture.Logs.Entries, line => line.Text.Contains("in conflict", StringComparison.Ordinal));
    }

    [Theory, InlineData("series", 0x0020_000E), InlineData("patient", 0x0010_0020)]
    public async Task Where_conflicts_are_refused_it_is_set_aside(string which, int offending)
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = new() { ConflictsFor = ["SCU=Refuse"] };
        await fixture.StoreAsync(Sample.Encode(Sample.Image()));
        var dataSet = Sample.Encode(Elsewhere(which, "2.25.301"));

        var response = await fixture.StoreAsync(dataSet, sopInstance: new Uid("2.25.301"));

        StorageFixture.AssertStatus(0xA900, response);
        Assert.Equal([new Tag((uint)offending)], response.OffendingElements);
        Assert.Single(fixture.Catalog.Entries);
        Assert.Equal(dataSet, fixture.BytesOf(Assert.Single(fixture.SetAside.List(SetAsideKind.Conflict))));
    }

    [Fact]
    public async Task The_same_patient_and_study_is_no_conflict()
    {
        using var fixture = new StorageFixture();
        await fixture.StoreAsync(Sample.Encode(Sample.Image()));
        await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(Tags.SOPInstanceUID, "2.25.301")), sopInstance: new Uid("2.25.301"));
        Assert.Empty(fixture.SetAside.List(null));
    }

    private static DicomDataSetBuilder Elsewhere(string which, string uid) =>
        (which == "series" ? Sample.Image().Set(Tags.StudyInstanceUID, "2.25.999") : Sample.Image().Set(Tags.PatientID, "P2")).Set(Tags.SOPInstanceUID, uid);
}
