using Gantry.Tools.DictionaryGenerator;

namespace Gantry.Dicom.Tests;

public class DictionaryTests
{
    [Fact]
    public void The_generated_files_are_what_the_tables_give()
    {
        var top = Top();
        foreach (var (name, text) in GeneratedSources.Of(Path.Combine(top, "tools", "DictionaryGenerator", "Tables")))
        {
            Assert.True(text == File.ReadAllText(Path.Combine(top, "dicom", "Gantry.Dicom", "Dictionary", name)), $"{name} is not what tools/DictionaryGenerator writes: run it.");
        }
    }

    [Theory]
    [InlineData("00100020", "PatientID", "LO", "1", false)]
    [InlineData("7FE00010", "PixelData", "OB,OW", "1", false)]
    [InlineData("60023000", "OverlayData", "OB,OW", "1", false)]
    [InlineData("50FE0005", "CurveDimensions", "US", "1", true)]
    [InlineData("00200010", "StudyID", "SH", "1", false)]
    [InlineData("00203112", "SourceImageIDs", "CS", "1-n", true)]
    [InlineData("00281101", "RedPaletteColorLookupTableDescriptor", "US,SS", "3", false)]
    [InlineData("FFFEE000", "Item", "", "1", false)]
    public void Elements_are_found_by_tag(string tag, string keyword, string vrs, string vm, bool isRetired)
    {
        Assert.True(Tag.TryParse(tag, out var parsed));
        Assert.True(DicomDictionary.TryGet(parsed, out var entry));
        Assert.Equal((parsed, keyword, vrs, vm, isRetired), (entry.Tag, entry.Keyword, string.Join(',', entry.Vrs), entry.Vm, entry.IsRetired));
    }

    [Theory]
    [InlineData("00091001")]
    [InlineData("50010005")]
    [InlineData("00280020")]
    [InlineData("60011010")]
    public void What_the_standard_does_not_define_is_not_found(string tag)
    {
        Assert.True(Tag.TryParse(tag, out var parsed));
        Assert.False(DicomDictionary.TryGet(parsed, out _));
        Assert.Equal(Vr.UN, DicomDictionary.GetVr(parsed));
    }

    [Fact]
    public void Every_keyword_leads_back_to_its_element()
    {
        foreach (var entry in DicomDictionary.Entries)
        {
            Assert.True(DicomDictionary.TryGet(entry.Keyword, out var found));
            Assert.Equal((entry.Tag, entry.Name), (found.Tag, found.Name));
            Assert.True(DicomDictionary.TryGet(entry.Tag, out var byTag));
            Assert.Equal(entry.Keyword, byTag.Keyword);
        }

        Assert.False(DicomDictionary.TryGet("NoSuchKeyword", out _));
        Assert.False(DicomDictionary.TryGet("", out _));
    }

    [Fact]
    public void Properties_and_table_agree()
    {
        foreach (var property in typeof(Tags).GetProperties())
        {
            Assert.True(DicomDictionary.TryGetTag(property.Name, out var tag));
            Assert.Equal((Tag)property.GetValue(null)!, tag);
        }

        foreach (var property in typeof(Uids).GetProperties())
        {
            var uid = (Uid)property.GetValue(null)!;
            Assert.True(DicomUidRegistry.TryGet(uid, out var entry));
            Assert.Equal(property.Name, entry.Keyword);
            Assert.Equal(uid, new Uid(uid.Value));
        }
    }

    [Fact]
    public void Every_uid_of_the_registry_is_found()
    {
        foreach (var entry in DicomUidRegistry.Entries)
        {
            Assert.True(DicomUidRegistry.TryGet(entry.Uid, out var found));
            Assert.Equal(entry, found);
        }

        Assert.False(DicomUidRegistry.TryGet(new Uid("2.25.1"), out _));
        Assert.Equal("CT Image Storage", DicomUidRegistry.GetName(Uids.CTImageStorage));
        Assert.Equal("2.25.1", DicomUidRegistry.GetName(new Uid("2.25.1")));
    }

    [Fact]
    public void Storage_sop_classes_say_what_they_are()
    {
        Assert.True(StorageSopClasses.TryGet(Uids.CTImageStorage, out var ct));
        Assert.Equal(("CT", StorageSopClassKind.Image, true, false), (ct.Modality, ct.Kind, ct.IsPatientRelated, ct.IsRetired));
        Assert.True(StorageSopClasses.TryGet(Uids.HangingProtocolStorage, out var hanging));
        Assert.False(hanging.IsPatientRelated);
        Assert.False(StorageSopClasses.Contains(Uids.Verification));
        Assert.True(StorageSopClasses.All.Length > 200);
    }

    internal static string Top()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Host.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
