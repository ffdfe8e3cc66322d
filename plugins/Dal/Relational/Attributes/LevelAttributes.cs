using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Attributes;

/// <summary>The attributes of one level, as they lie in the database: a data set in Explicit VR Little Endian, its text in UTF-8.</summary>
public static class LevelAttributes
{
    /// <summary>The longest element that is kept, in bytes; a longer one is bulk data in all but name, and the stored instance has it.</summary>
    public const int MaximumElementBytes = 64 * 1024;

    /// <summary>The most bytes that one level keeps; the elements behind them are not kept.</summary>
    public const int MaximumBytes = 1024 * 1024;

    /// <summary>The elements of a level.</summary>
    /// <param name="attributes">What <see cref="Utf8Text"/> gave.</param>
    /// <param name="level">The level.</param>
    public static byte[] Encode(DicomDataSet attributes, QueryLevel level)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var chosen = new DicomDataSetBuilder();
        var isBeyondAscii = false;
        long total = 0;
        foreach (var element in attributes)
        {
            if (IsKept(element) && AttributeLevels.Of(element.Tag) == level)
            {
                var length = LengthOf(element);
                if (length <= MaximumElementBytes && total + length <= MaximumBytes)
                {
                    total += length;
                    chosen.Add(element);
                    isBeyondAscii |= Utf8Text.IsBeyondAscii(element);
                }
            }
        }

        if (isBeyondAscii)
        {
            chosen.Set(attributes[Tags.SpecificCharacterSet]!);
        }

        return DataSetWriter.ToArray(chosen.Build(), TransferSyntax.ExplicitVRLittleEndian);
    }

    /// <summary>All elements of a data set, of any level and length.</summary>
    public static byte[] EncodeAll(DicomDataSet attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var chosen = new DicomDataSetBuilder();
        foreach (var element in Utf8Text.Of(attributes).Where(element => element is not DicomFragments && !element.Tag.IsGroupLength && element.Tag.Group > 0x0002))
        {
            chosen.Add(element);
        }

        return DataSetWriter.ToArray(chosen.Build(), TransferSyntax.ExplicitVRLittleEndian);
    }

    /// <summary>Reads what <see cref="Encode"/> or <see cref="EncodeAll"/> wrote.</summary>
    public static DicomDataSet Decode(byte[] bytes) => DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian);

    private static bool IsKept(DicomElement element) =>
        element is not DicomFragments && !element.Tag.IsGroupLength && element.Tag != Tags.SpecificCharacterSet && element.Tag.Group > 0x0002;

    private static long LengthOf(DicomElement element) => element switch
    {
        DicomBytes bytes => bytes.Value.Length + 12L,
        DicomSequence sequence => 12 + sequence.Items.Sum(item => 8 + item.Sum(LengthOf)),
        _ => 0,
    };
}
