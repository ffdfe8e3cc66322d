namespace Gantry.Dicom;

/// <summary>Reads numbers of a fixed number of digits.</summary>
internal static class DigitReader
{
    /// <summary>Reads digits and nothing else.</summary>
    /// <returns>False where some character is no digit, or the number is out of range.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, int low, int high, out int number)
    {
        number = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character))
            {
                return false;
            }

            number = (number * 10) + (character - '0');
        }

        return text.Length > 0 && number >= low && number <= high;
    }
}
