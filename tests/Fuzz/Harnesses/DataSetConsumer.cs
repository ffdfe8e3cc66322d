using Gantry.Dicom;

namespace Gantry.Fuzz.Harnesses;

/// <summary>Asks a data set for all that it can give: nothing of it may throw.</summary>
internal static class DataSetConsumer
{
    public static void Consume(DicomDataSet dataSet)
    {
        DataSetDump.Write(dataSet, TextWriter.Null);
        DicomValidator.Validate(dataSet);
        foreach (var element in dataSet)
        {
            var tag = element.Tag;
            dataSet.GetStrings(tag);
            dataSet.GetText(tag);
            dataSet.GetDoubles(tag);
            dataSet.GetInt64s(tag);
            dataSet.GetDecimals(tag);
            dataSet.GetTags(tag);
            dataSet.GetUids(tag);
            dataSet.GetDate(tag);
            dataSet.GetTime(tag);
            dataSet.GetDateTime(tag);
            dataSet.GetPersonName(tag);
            dataSet.GetItems(tag);
        }

        var matcher = new DataSetMatcher(dataSet);
        matcher.Matches(dataSet);
        matcher.Select(dataSet);
        var json = DicomJsonWriter.ToArray(dataSet);
        Promise.Holds(DicomJsonWriter.ToArray(DicomJsonReader.Read(json)).AsSpan().SequenceEqual(json), "DICOM JSON comes back as the same.");
        dataSet.ToBuilder().Build();
    }
}
