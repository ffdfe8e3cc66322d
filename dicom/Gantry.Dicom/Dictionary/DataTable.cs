using System.Text;

namespace Gantry.Dicom;

/// <summary>Access to a generated table: rows of UTF-8 text, tabs between fields, LF at the end.</summary>
internal static class DataTable
{
    private const byte FieldEnd = (byte)'\t';
    private const byte RowEnd = (byte)'\n';

    /// <summary>The row that begins at an offset, without its end.</summary>
    public static ReadOnlySpan<byte> Row(ReadOnlySpan<byte> text, int offset)
    {
        var row = text[offset..];
        return row[..row.IndexOf(RowEnd)];
    }

    /// <summary>The first field of a row.</summary>
    public static ReadOnlySpan<byte> First(ReadOnlySpan<byte> row) => row[..row.IndexOf(FieldEnd)];

    /// <summary>All fields of the row that begins at an offset, decoded.</summary>
    public static string[] Fields(ReadOnlySpan<byte> text, int offset, int count)
    {
        var fields = Encoding.UTF8.GetString(Row(text, offset)).Split('\t');
        return fields.Length == count ? fields : throw new InvalidOperationException($"The row at {offset} of a generated table has {fields.Length} fields, not {count}.");
    }

    /// <summary>The position of the row whose first field equals the key, in rows sorted by it; -1 where there is none.</summary>
    public static int Search(ReadOnlySpan<byte> text, ReadOnlySpan<int> offsets, ReadOnlySpan<char> key)
    {
        int low = 0, high = offsets.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = Compare(First(text[offsets[middle]..]), key);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return -1;
    }

    /// <summary>Ordinal comparison of ASCII text with characters.</summary>
    public static int Compare(ReadOnlySpan<byte> ascii, ReadOnlySpan<char> key)
    {
        var common = Math.Min(ascii.Length, key.Length);
        for (var i = 0; i < common; i++)
        {
            if (ascii[i] != key[i])
            {
                return ascii[i] - key[i];
            }
        }

        return ascii.Length - key.Length;
    }
}
