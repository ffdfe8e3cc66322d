using System.Globalization;

namespace Gantry.Dicom;

/// <summary>Writes the lines of a dump.</summary>
internal sealed class DumpWriter(TextWriter output, DataSetDumpOptions options)
{
    private const string Indentation = "  ";

    // Values of VR UN may be sequences within each other, as deep as they are long.
    private const int MaximumDepth = 128;

    public void Write(DicomDataSet dataSet, int depth)
    {
        foreach (var element in dataSet.Elements)
        {
            switch (element)
            {
                case DicomSequence sequence:
                    WriteItems(dataSet, sequence, sequence, depth);
                    break;
                case DicomFragments fragments:
                    WriteFragments(dataSet, fragments, depth);
                    break;
                case DicomBytes bytes when depth < MaximumDepth && UnknownSequence.TryRead(dataSet, bytes, out var sequence):
                    WriteItems(dataSet, bytes, sequence, depth);
                    break;
                case DicomBytes bytes:
                    WriteLine(depth, bytes, Number(bytes.Value.Length), KeywordOf(dataSet, bytes.Tag), DumpValue.Of(dataSet, bytes, options.MaximumValueLength));
                    break;
            }
        }
    }

    private void WriteItems(DicomDataSet dataSet, DicomElement element, DicomSequence sequence, int depth)
    {
        var length = element is DicomBytes bytes ? Number(bytes.Value.Length) : "-";
        WriteLine(depth, element, length, KeywordOf(dataSet, sequence.Tag), Count(sequence.Items.Length, "item"));
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            WriteIndented(depth + 1, string.Create(CultureInfo.InvariantCulture, $"Item {i + 1}"));
            Write(sequence.Items[i], depth + 2);
        }
    }

    private void WriteFragments(DicomDataSet dataSet, DicomFragments fragments, int depth)
    {
        var bytes = fragments.Fragments.Sum(fragment => (long)fragment.Length);
        WriteLine(depth, fragments, Number(bytes), KeywordOf(dataSet, fragments.Tag), $"{Count(fragments.Fragments.Length, "fragment")}, offset table of {Count(fragments.OffsetTable.Length / 4, "offset")}");
    }

    private void WriteLine(int depth, DicomElement element, string length, string keyword, string value) =>
        WriteIndented(depth, $"{element.Tag} {element.Vr} {length,6} {keyword} {value}".TrimEnd());

    private void WriteIndented(int depth, string line)
    {
        for (var i = 0; i < depth; i++)
        {
            output.Write(Indentation);
        }

        output.WriteLine(line);
    }

    // A private element is named by the creator of its block alone (PS3.5 §7.8.1).
    private static string KeywordOf(DicomDataSet dataSet, Tag tag)
    {
        if (tag.IsPrivateCreator)
        {
            return "PrivateCreator";
        }

        if (!tag.IsPrivate)
        {
            return DicomDictionary.GetKeyword(tag) is { Length: > 0 } keyword ? keyword : "?";
        }

        return dataSet.GetPrivateCreator(tag) is not { } creator ? "Private"
            : PrivateDictionary.TryGet(creator, tag, out var entry) && entry.Name != "Unknown" ? $"Private \"{DumpText.Harmless(creator, 64)}\" {entry.Name}"
            : $"Private \"{DumpText.Harmless(creator, 64)}\"";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
