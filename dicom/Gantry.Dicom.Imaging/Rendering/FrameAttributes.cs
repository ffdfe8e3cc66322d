namespace Gantry.Dicom.Imaging;

/// <summary>Where the attributes of a frame are: in its functional groups, those of all frames, or the data set itself (PS3.3 §C.7.6.16).</summary>
internal static class FrameAttributes
{
    /// <summary>The data set with the attributes of a functional group.</summary>
    /// <param name="dataSet">The whole.</param>
    /// <param name="frame">The frame's number, from 1.</param>
    /// <param name="group">The sequence of the functional group.</param>
    public static DicomDataSet Find(DicomDataSet dataSet, int frame, Tag group) =>
        InGroups(dataSet.GetItems(Tags.PerFrameFunctionalGroupsSequence), frame - 1, group) ?? InGroups(dataSet.GetItems(Tags.SharedFunctionalGroupsSequence), 0, group) ?? dataSet;

    private static DicomDataSet? InGroups(IReadOnlyList<DicomDataSet> groups, int index, Tag group) =>
        index < groups.Count && groups[index].GetItems(group) is [var item, ..] ? item : null;
}
