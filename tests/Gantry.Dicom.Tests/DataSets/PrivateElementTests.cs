namespace Gantry.Dicom.Tests;

public class PrivateElementTests
{
    private const string Csa = "SIEMENS MR HEADER";

    [Fact]
    public void Values_of_an_implicit_data_set_are_read_as_the_private_dictionary_says()
    {
        var bytes = new DataSetBytes()
            .Implicit(0x0019_0011, 18, "SIEMENS MR HEADER "u8)
            .Implicit(0x0019_1108, 6, "IMAGE "u8)
            .Implicit(0x0019_110C, 4, "1000"u8)
            .Implicit(0x0019_1127, 16, BitConverter.GetBytes(1.5), BitConverter.GetBytes(-2.0))
            .ToArray();

        var dataSet = DataSetReader.Read(bytes, TransferSyntax.ImplicitVRLittleEndian);

        Assert.Equal(1_000, dataSet.GetInt32(new Tag(0x0019_110C)));
        Assert.Equal([1.5, -2.0], dataSet.GetDoubles(new Tag(0x0019_1127)));
        Assert.Equal("IMAGE", dataSet.GetString(new Tag(0x0019_1108)));
        Assert.Equal(Vr.FD, dataSet.GetVr(new Tag(0x0019_1127)));
        Assert.Equal(Csa, dataSet.GetPrivateCreator(new Tag(0x0019_110C)));
        Assert.True(dataSet.TryGetPrivate(Csa + " ", 0x0019, 0x0C, out var found));
        Assert.Equal(Vr.UN, found.Vr);
        Assert.Contains("\"SIEMENS MR HEADER\" B_value [1000]", DataSetDump.ToString(dataSet), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_creator_nothing_is_known()
    {
        var dataSet = DataSetReader.Read(new DataSetBytes().Implicit(0x0019_110C, 4, "1000"u8).ToArray(), TransferSyntax.ImplicitVRLittleEndian);

        Assert.Null(dataSet.GetPrivateCreator(new Tag(0x0019_110C)));
        Assert.Equal(Vr.UN, dataSet.GetVr(new Tag(0x0019_110C)));
        Assert.Null(dataSet.GetInt32(new Tag(0x0019_110C)));
    }

    [Fact]
    public void A_creator_with_several_blocks_is_looked_up_in_all_of_them()
    {
        var dataSet = new DicomDataSetBuilder()
            .Set(new Tag(0x0029_0010), "ONE", Vr.LO).Set(new Tag(0x0029_0011), "TWO", Vr.LO).Set(new Tag(0x0029_0012), "ONE", Vr.LO)
            .Set(new Tag(0x0029_1201), "A", Vr.LO)
            .Build();

        Assert.Equal(new Tag(0x0029_1201), dataSet.FindPrivate("ONE", 0x0029, 0x01));
        Assert.Equal(new Tag(0x0029_1002), dataSet.FindPrivate("ONE", 0x0029, 0x02));
        Assert.Equal(new Tag(0x0029_1101), dataSet.FindPrivate("TWO", 0x0029, 0x01));
        Assert.Null(dataSet.FindPrivate("THREE", 0x0029, 0x01));
        Assert.Null(dataSet.FindPrivate("ONE", 0x0031, 0x01));
    }

    [Fact]
    public void Keys_match_by_the_creator_and_not_by_the_block()
    {
        var entity = new DicomDataSetBuilder()
            .Set(new Tag(0x0029_0010), "OTHER", Vr.LO).Set(new Tag(0x0029_1001), "B", Vr.LO)
            .Set(new Tag(0x0029_0020), "GANTRY TEST", Vr.LO).Set(new Tag(0x0029_2001), "A", Vr.LO)
            .Build();

        Assert.True(Keys("GANTRY TEST", "A").Matches(entity));
        Assert.False(Keys("GANTRY TEST", "B").Matches(entity));
        Assert.True(Keys("OTHER", "B").Matches(entity));
        Assert.False(Keys("NOBODY", "A").Matches(entity));
        Assert.True(Keys(null, "C").Matches(entity));
        Assert.True(Keys("GANTRY TEST", "").Matches(entity));
    }

    [Fact]
    public void Answers_have_private_elements_in_the_blocks_of_the_identifier()
    {
        var entity = new DicomDataSetBuilder()
            .Set(new Tag(0x0029_0010), "OTHER", Vr.LO).Set(new Tag(0x0029_1001), "B", Vr.LO)
            .Set(new Tag(0x0029_0020), "GANTRY TEST", Vr.LO).Set(new Tag(0x0029_2001), "A", Vr.LO)
            .Build();

        var answer = Keys("GANTRY TEST", "").Select(entity);

        Assert.Equal("GANTRY TEST", answer.GetString(new Tag(0x0029_0010)));
        Assert.Equal("A", answer.GetString(new Tag(0x0029_1001)));
        Assert.Equal(2, answer.Count);
        Assert.Empty(Keys(null, "").Select(entity));
    }

    private static DataSetMatcher Keys(string? creator, string value)
    {
        var keys = new DicomDataSetBuilder().Set(new Tag(0x0029_1001), value, Vr.LO);
        return new DataSetMatcher((creator is null ? keys : keys.Set(new Tag(0x0029_0010), creator, Vr.LO)).Build());
    }
}
