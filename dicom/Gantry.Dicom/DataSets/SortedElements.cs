namespace Gantry.Dicom;

/// <summary>A list of elements in ascending tag order, each tag once. Most are added in that order, which moves nothing.</summary>
internal static class SortedElements
{
    /// <summary>The place of the element with the tag; where there is none, the complement of the place that it would have.</summary>
    public static int PlaceOf(this List<DicomElement> elements, Tag tag)
    {
        int low = 0, high = elements.Count;
        if (high == 0 || elements[high - 1].Tag < tag)
        {
            return ~high;
        }

        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (elements[middle].Tag < tag)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return elements[low].Tag == tag ? low : ~low;
    }

    /// <summary>Adds an element, or puts it in the place of the one with its tag.</summary>
    public static void Put(this List<DicomElement> elements, DicomElement element)
    {
        var place = elements.PlaceOf(element.Tag);
        if (place >= 0)
        {
            elements[place] = element;
        }
        else
        {
            elements.Insert(~place, element);
        }
    }

    /// <summary>The element with the tag; null where there is none.</summary>
    public static DicomElement? Find(this List<DicomElement> elements, Tag tag) => elements.PlaceOf(tag) is >= 0 and var place ? elements[place] : null;
}
