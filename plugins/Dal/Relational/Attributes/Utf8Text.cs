using System.Text;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Attributes;

/// <summary>Data sets whose text is ASCII or UTF-8, whatever character sets they came in.</summary>
public static class Utf8Text
{
    /// <summary>The data set with its text, and that of its items, in UTF-8; the same data set where all of it is ASCII.</summary>
    public static DicomDataSet Of(DicomDataSet dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        if (!IsBeyondAscii(dataSet))
        {
            return dataSet;
        }

        var builder = new DicomDataSetBuilder(dataSet).Set(Tags.SpecificCharacterSet, SpecificCharacterSet.Utf8.ToString());
        foreach (var element in dataSet)
        {
            if (element is DicomSequence sequence && IsBeyondAscii(sequence))
            {
                builder.Set(element.Tag, sequence.Items.Select(Of));
            }
        }

        return builder.Build();
    }

    /// <summary>True where an element, or one in an item, has text that is not ASCII.</summary>
    public static bool IsBeyondAscii(DicomDataSet dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        foreach (var element in dataSet)
        {
            if (IsBeyondAscii(element))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where the element's text, or that of its items, is not ASCII.</summary>
    public static bool IsBeyondAscii(DicomElement element) => element switch
    {
        DicomBytes bytes => bytes.Vr.UsesCharacterSet && (!Ascii.IsValid(bytes.Value.Span) || bytes.Value.Span.Contains((byte)0x1B)),
        DicomSequence sequence => sequence.Items.Any(IsBeyondAscii),
        _ => false,
    };
}
