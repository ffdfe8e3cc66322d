namespace Gantry.Dicom;

/// <summary>The list that an index grows in: one for each thread, so that it is as long as it has to be from the second data set on.</summary>
internal static class IndexScratch
{
    private const int LongestKept = 4_096;

    [ThreadStatic]
    private static List<IndexedElement>? _kept;

    public static List<IndexedElement> Rent()
    {
        var list = _kept ?? new List<IndexedElement>(256);
        _kept = null;
        return list;
    }

    public static void Return(List<IndexedElement> list)
    {
        if (list.Capacity <= LongestKept)
        {
            list.Clear();
            _kept = list;
        }
    }
}
