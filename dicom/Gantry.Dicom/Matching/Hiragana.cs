using System.Text;

namespace Gantry.Dicom;

/// <summary>Kana in one form: the katakana of JIS X 0201, of half the width, and those of full width as hiragana.</summary>
internal static class Hiragana
{
    private const char FirstHalf = '\uFF66';
    private const char Voiced = '\uFF9E';
    private const char SemiVoiced = '\uFF9F';

    // U+FF66 to U+FF9D, in their order.
    private const string OfHalf = "をぁぃぅぇぉゃゅょっーあいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん";
    private const string TakesVoice = "かきくけこさしすせそたちつてとはひふへほ";
    private const string TakesHalfVoice = "はひふへほ";

    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u30A1', '\u30F6') && !text.AsSpan().ContainsAnyInRange(FirstHalf, SemiVoiced))
        {
            return text;
        }

        var kana = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var before = kana.Length > 0 ? kana[^1] : '\0';
            switch (character)
            {
                case >= '\u30A1' and <= '\u30F6':
                    kana.Append((char)(character - 0x60));
                    break;
                case >= FirstHalf and < Voiced:
                    kana.Append(OfHalf[character - FirstHalf]);
                    break;
                case Voiced when TakesVoice.Contains(before, StringComparison.Ordinal):
                    kana[^1] = (char)(before + 1);
                    break;
                case SemiVoiced when TakesHalfVoice.Contains(before, StringComparison.Ordinal):
                    kana[^1] = (char)(before + 2);
                    break;
                default:
                    kana.Append(character);
                    break;
            }
        }

        return kana.ToString();
    }
}
