using Gantry.Dicom;

namespace Gantry.Plugins.Find;

/// <summary>Answers in the character set that the requestor can read.</summary>
internal static class AnswerText
{
    /// <summary>The answer with its text in a character set; as it is where some character of it is not in that set, or all of it is ASCII.</summary>
    public static DicomDataSet In(SpecificCharacterSet set, DicomDataSet answer) =>
        answer.CharacterSet.Equals(set) || !Any(answer, (_, text) => IsBeyondAscii(text)) || Any(answer, (owner, text) => !Takes(set, owner, text))
            ? answer
            : Recoded(set, answer);

    private static DicomDataSet Recoded(SpecificCharacterSet set, DicomDataSet dataSet)
    {
        var builder = new DicomDataSetBuilder(dataSet).Set(Tags.SpecificCharacterSet, set.ToString());
        foreach (var sequence in dataSet.OfType<DicomSequence>())
        {
            builder.Set(sequence.Tag, sequence.Items.Select(item => Recoded(set, item)));
        }

        return builder.Build();
    }

    // Whether the condition is true of some text, with the data set or item that it stands in.
    private static bool Any(DicomDataSet dataSet, Func<DicomDataSet, DicomBytes, bool> condition) => dataSet.Any(element => element switch
    {
        DicomBytes bytes => bytes.Vr.UsesCharacterSet && condition(dataSet, bytes),
        DicomSequence sequence => sequence.Items.Any(item => Any(item, condition)),
        _ => false,
    });

    private static bool IsBeyondAscii(DicomBytes text) => text.Value.Span.ContainsAnyExceptInRange((byte)0x00, (byte)0x7F) || text.Value.Span.Contains((byte)0x1B);

    private static bool Takes(SpecificCharacterSet set, DicomDataSet owner, DicomBytes text) =>
        set.TryEncode(owner.CharacterSet.Decode(text.Value.Span, text.Vr), text.Vr, out _);
}
