using System.IO.Pipelines;

namespace Gantry.Dicom;

/// <summary>
/// Changes elements of a data set while it passes, whatever its size: the bytes of all other elements stay as they are, but for retired group lengths of groups that may
/// change. Pixel data are not looked at, so any transfer syntax will do.
/// </summary>
public static class DataSetEditor
{
    /// <summary>The longest value that can be changed, in bytes.</summary>
    public const int MaximumValueBytes = 64 * 1024;

    /// <summary>Changes elements, and appends an item to a sequence behind all of them: to Original Attributes Sequence (0400,0561) for example (PS3.3 §C.12.1.1.9).</summary>
    /// <param name="dataSet">The data set; not completed here.</param>
    /// <param name="transferSyntax">How it is encoded, before and after.</param>
    /// <param name="edits">The changes, each of another element before the sequence, none of them a sequence.</param>
    /// <param name="sequence">The sequence; made where there is none.</param>
    /// <param name="item">Makes the item, when all changes are made; null for none.</param>
    /// <returns>
    /// The changed data set, a reader for one caller at a time; whoever gets it completes it. It throws a <see cref="DicomEncodingException"/> where the data set cannot be
    /// followed up to the sequence, or an element to be changed has a value that is too long or none of bytes. A data set that is cut short comes out cut short.
    /// </returns>
    /// <exception cref="ArgumentException">An edit is none of an element before the sequence, or there are two of one.</exception>
    public static PipeReader Edit(PipeReader dataSet, TransferSyntax transferSyntax, IEnumerable<DataSetEdit> edits, Tag sequence, Func<DicomDataSet?> item)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentNullException.ThrowIfNull(edits);
        ArgumentNullException.ThrowIfNull(item);
        DataSetEdit[] ordered = [.. edits.OrderBy(edit => edit.Tag)];
        if (ordered.Any(edit => edit.Tag >= sequence) || ordered.Select(edit => edit.Tag).Distinct().Count() != ordered.Length)
        {
            throw new ArgumentException("Each edit is of another element before the sequence.", nameof(edits));
        }

        if (!transferSyntax.IsDeflated)
        {
            return new EditingReader(dataSet, transferSyntax, ordered, sequence, item);
        }

        var explicitly = TransferSyntax.ExplicitVRLittleEndian;
        var plain = DataSetTranscoder.Convert(dataSet, transferSyntax, explicitly);
        return DataSetTranscoder.Convert(new EditingReader(plain, explicitly, ordered, sequence, item, ownsSource: true), explicitly, transferSyntax, length: null, ownsSource: true);
    }
}
