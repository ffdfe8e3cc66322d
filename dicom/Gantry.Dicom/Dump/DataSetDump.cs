using System.Globalization;
using System.Text;

namespace Gantry.Dicom;

/// <summary>A data set as text for people: one line for each element, those of items indented.</summary>
/// <remarks>
/// A line has the tag, the VR, the bytes of the value, the keyword, and the value: text in brackets, numbers plain, bytes in hexadecimal, shortened at
/// <see cref="DataSetDumpOptions.MaximumValueLength"/>. Control characters of values are written as escapes, so that no file can steer a terminal.
/// </remarks>
public static class DataSetDump
{
    /// <summary>Writes a data set.</summary>
    /// <param name="dataSet">The data set.</param>
    /// <param name="output">Where to.</param>
    /// <param name="options">How much of values is shown.</param>
    public static void Write(DicomDataSet dataSet, TextWriter output, DataSetDumpOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentNullException.ThrowIfNull(output);
        new DumpWriter(output, options ?? DataSetDumpOptions.Default).Write(dataSet, 0);
    }

    /// <summary>As <see cref="Write"/>, to a string.</summary>
    public static string ToString(DicomDataSet dataSet, DataSetDumpOptions? options = null)
    {
        using var output = new StringWriter(new StringBuilder(), CultureInfo.InvariantCulture) { NewLine = "\n" };
        Write(dataSet, output, options);
        return output.ToString();
    }
}
