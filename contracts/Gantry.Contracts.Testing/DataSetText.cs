using System.Text;
using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>Data sets as text, to compare what they say and not how their text is encoded.</summary>
internal static class DataSetText
{
    public static string Of(DicomDataSet dataSet)
    {
        var text = new StringBuilder();
        foreach (var element in dataSet.Where(element => element.Tag != Tags.SpecificCharacterSet))
        {
            text.Append(element.Tag).Append(element.Vr).Append('=');
            text.Append(element is DicomSequence sequence ? $"[{string.Join(" | ", sequence.Items.Select(Of))}]" : dataSet.GetText(element.Tag)).Append(' ');
        }

        return text.ToString();
    }
}
