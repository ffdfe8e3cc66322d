namespace Gantry.Dicom.Tests;

public class DataSetMatcherTests
{
    private static readonly DicomDataSet Study = new DicomDataSetBuilder()
        .Set(Tags.PatientName, "ANON^ONE")
        .Set(Tags.StudyDate, "20060706")
        .Set(Tags.StudyTime, "2000")
        .Set(Tags.ModalitiesInStudy, ["CT", "SR"])
        .Set(Tags.AccessionNumber)
        .Set(Tags.RequestAttributesSequence, new[]
        {
            new DicomDataSetBuilder().Set(Tags.ScheduledProcedureStepID, "A1").Set(Tags.RequestedProcedureID, "P1").Build(),
            new DicomDataSetBuilder().Set(Tags.ScheduledProcedureStepID, "A2").Set(Tags.RequestedProcedureID, "P2").Build(),
        })
        .Build();

    [Fact]
    public void All_keys_have_to_match()
    {
        Assert.True(Matches(keys => keys.Set(Tags.PatientName, "anon*").Set(Tags.ModalitiesInStudy, "SR")));
        Assert.False(Matches(keys => keys.Set(Tags.PatientName, "anon*").Set(Tags.ModalitiesInStudy, "MR")));
    }

    [Fact]
    public void Absent_and_empty_attributes_match_universal_keys_alone()
    {
        Assert.True(Matches(keys => keys.Set(Tags.AccessionNumber).Set(Tags.StudyID).Set(Tags.StudyDescription, "*")));
        Assert.False(Matches(keys => keys.Set(Tags.AccessionNumber, "?")));
        Assert.False(Matches(keys => keys.Set(Tags.StudyID, "A*")));
    }

    [Fact]
    public void What_tells_how_to_read_the_identifier_is_not_matched() =>
        Assert.True(Matches(keys => keys.Set(Tags.QueryRetrieveLevel, "STUDY").Set(Tags.SpecificCharacterSet, "ISO_IR 100")));

    [Fact]
    public void One_item_has_to_satisfy_all_keys_of_the_item()
    {
        Assert.True(Matches(keys => keys.Set(Tags.RequestAttributesSequence, Item("A2", "P2"))));
        Assert.False(Matches(keys => keys.Set(Tags.RequestAttributesSequence, Item("A1", "P2"))));
        Assert.True(Matches(keys => keys.Set(Tags.RequestAttributesSequence, DicomDataSet.Empty)));
        Assert.True(Matches(keys => keys.Set(Tags.RequestAttributesSequence, Item("", ""))));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Date_and_time_match_as_one_where_that_was_negotiated(bool isCombined, bool expected)
    {
        var keys = new DicomDataSetBuilder().Set(Tags.StudyDate, "20060705-20060707").Set(Tags.StudyTime, "1000-1800").Build();

        Assert.Equal(expected, new DataSetMatcher(keys, new MatchOptions { CombinesDateAndTime = isCombined }).Matches(Study));
    }

    [Fact]
    public void The_answer_has_what_was_asked_for()
    {
        var keys = new DicomDataSetBuilder()
            .Set(Tags.PatientName, "*")
            .Set(Tags.AccessionNumber)
            .Set(Tags.StudyID)
            .Set(Tags.RequestAttributesSequence, new DicomDataSetBuilder().Set(Tags.RequestedProcedureID).Build())
            .Build();

        var answer = new DataSetMatcher(keys).Select(Study);

        Assert.Equal([Tags.AccessionNumber, Tags.PatientName, Tags.StudyID, Tags.RequestAttributesSequence], answer.Select(element => element.Tag));
        Assert.Equal(["P1", "P2"], answer.GetItems(Tags.RequestAttributesSequence).Select(item => item.GetString(Tags.RequestedProcedureID)));
        Assert.All(answer.GetItems(Tags.RequestAttributesSequence), item => Assert.Single(item));
    }

    [Fact]
    public void The_answer_keeps_the_character_set_of_the_entity()
    {
        var entity = new DicomDataSetBuilder().Set(Tags.SpecificCharacterSet, "ISO_IR 144").Set(Tags.PatientName, "Люк").Build();

        var answer = new DataSetMatcher(new DicomDataSetBuilder().Set(Tags.PatientName).Build()).Select(entity);

        Assert.Equal("Люк", answer.GetString(Tags.PatientName));
        Assert.Equal("ISO_IR 144", answer.GetString(Tags.SpecificCharacterSet));
    }

    [Fact]
    public void Some_of_the_keys_match_without_the_others()
    {
        var keys = new DicomDataSetBuilder().Set(Tags.PatientName, "ANON*").Set(Tags.StudyDate, "20060706").Set(Tags.StudyTime, "1900-1930").Build();
        var all = new DataSetMatcher(keys, new MatchOptions { CombinesDateAndTime = true });
        var patient = all.By(tag => tag == Tags.PatientName);

        Assert.False(all.Matches(Study));
        Assert.True(patient.Matches(Study));
        Assert.Equal([Tags.PatientName], patient.Keys.Select(key => key.Key));
        Assert.False(all.By(tag => tag != Tags.PatientName).Matches(Study));
        Assert.Equal(keys, patient.Identifier);
    }

    [Fact]
    public void Only_the_asked_attributes_are_selected_by_keys_alone()
    {
        var keys = new DicomDataSetBuilder().Set(Tags.StudyDate).Set(Tags.StudyID).Build();

        var answer = DataSetMatcher.Select(Study, keys);

        Assert.Equal([Tags.StudyDate, Tags.StudyID], answer.Select(element => element.Tag));
        Assert.Equal("20060706", answer.GetString(Tags.StudyDate));
    }

    private static bool Matches(Action<DicomDataSetBuilder> set)
    {
        var keys = new DicomDataSetBuilder();
        set(keys);
        return new DataSetMatcher(keys.Build()).Matches(Study);
    }

    private static DicomDataSet Item(string step, string procedure) =>
        new DicomDataSetBuilder().Set(Tags.ScheduledProcedureStepID, step).Set(Tags.RequestedProcedureID, procedure).Build();
}
