namespace Gantry.Dicom.Tests;

public class DicomDataSetBuilderTests
{
    [Fact]
    public void Whatever_the_order_of_setting_and_removing_elements_are_in_tag_order_and_the_last_value_stays()
    {
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var (builder, model) = (new DicomDataSetBuilder(), new SortedDictionary<ushort, string>());
            for (var step = 0; step < 60; step++)
            {
                var (element, value) = ((ushort)random.Next(20), random.Next(3) == 0 ? $"Müller {step}" : $"{step}");
                if (random.Next(4) == 0)
                {
                    builder.Remove(new Tag(0x0009, (ushort)(0x1000 + element)));
                    model.Remove(element);
                }
                else
                {
                    builder.Set(new Tag(0x0009, (ushort)(0x1000 + element)), value, Vr.LO);
                    model[element] = value;
                }

                Assert.Equal(model.Count, builder.Count);
                Assert.Equal(model.ContainsKey(element), builder.Contains(new Tag(0x0009, (ushort)(0x1000 + element))));
            }

            var built = builder.Build();

            Assert.Equal(model, built.Where(one => one.Tag != Tags.SpecificCharacterSet).ToDictionary(one => (ushort)(one.Tag.Element - 0x1000), one => built.GetString(one.Tag)!));
            Assert.Equal(built.Select(one => one.Tag).Order(), built.Select(one => one.Tag));
        }
    }

    [Fact]
    public void Values_come_back_as_they_were_set()
    {
        var dataSet = new DicomDataSetBuilder()
            .Set(Tags.Rows, 512)
            .Set(Tags.PixelSpacing, [0.5, 0.25])
            .Set(Tags.PatientName, "ANON^ONE")
            .Set(Tags.SOPInstanceUID, new Uid("2.25.7"))
            .Set(Tags.InstanceNumber, 12)
            .Set(Tags.ImageType, ["ORIGINAL", "PRIMARY"])
            .Set(Tags.ReferencedSeriesSequence, new DicomDataSetBuilder().Set(Tags.Modality, "CT").Build())
            .Set(Tags.AccessionNumber)
            .Build();

        Assert.Equal(512, dataSet.GetInt32(Tags.Rows));
        Assert.Equal([0.5, 0.25], dataSet.GetDoubles(Tags.PixelSpacing));
        Assert.Equal("0.5\\0.25", dataSet.GetText(Tags.PixelSpacing));
        Assert.Equal("12", dataSet.GetString(Tags.InstanceNumber));
        Assert.Equal(["ORIGINAL", "PRIMARY"], dataSet.GetStrings(Tags.ImageType));
        Assert.Equal("CT", Assert.Single(dataSet.GetItems(Tags.ReferencedSeriesSequence)).GetString(Tags.Modality));
        Assert.True(dataSet.Contains(Tags.AccessionNumber));
        Assert.Null(dataSet.GetString(Tags.AccessionNumber));
        Assert.Equal(dataSet.Select(element => element.Tag).Order(), dataSet.Select(element => element.Tag));
        Assert.False(dataSet.Contains(Tags.SpecificCharacterSet));
    }

    [Fact]
    public void Text_beyond_ascii_makes_the_data_set_utf8()
    {
        var dataSet = new DicomDataSetBuilder().Set(Tags.PatientName, "ÄNÖN^ÖNE").Build();

        Assert.Equal("ISO_IR 192", dataSet.GetString(Tags.SpecificCharacterSet));
        Assert.Equal("ÄNÖN^ÖNE", dataSet.GetString(Tags.PatientName));
    }

    [Fact]
    public void Adding_twice_is_an_error_and_setting_replaces()
    {
        var builder = new DicomDataSetBuilder().Add(Tags.Modality, "CT");

        Assert.Throws<ArgumentException>(() => builder.Add(Tags.Modality, "MR"));
        Assert.Equal("MR", builder.Set(Tags.Modality, "MR").Build().GetString(Tags.Modality));
        Assert.Empty(builder.Remove(Tags.Modality).Build());
    }

    [Fact]
    public void A_value_that_its_vr_cannot_hold_is_refused()
    {
        var builder = new DicomDataSetBuilder();

        Assert.Throws<ArgumentException>(() => builder.Set(Tags.Rows, 65_536));
        Assert.Throws<ArgumentException>(() => builder.Set(Tags.Rows, "many"));
        Assert.Throws<ArgumentException>(() => builder.Set(Tags.ReferencedSeriesSequence, "text"));
        Assert.Throws<ArgumentException>(() => builder.Set(Tags.Item, "text"));
    }
}
