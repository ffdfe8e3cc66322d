using System.Text;

namespace Gantry.Dicom;

/// <summary>Text without case and accents. (The framework's normalization is not there where globalization is invariant.)</summary>
internal static class FoldedText
{
    // Letters by their canonical decompositions, without the combining marks; of those with strokes, too, the letters without.
    private static readonly (char First, string Letters)[] Blocks =
    [
        ('\u00C0',
            "AAAAAAÆCEEEEIIIIÐNOOOOO×OUUUUYÞßaaaaaaæceeeeiiiiðnooooo÷ouuuuyþyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGg" +
            "GgGgHhHhIiIiIiIiIıĲĳJjKkĸLlLlLlĿŀLlNnNnNnŉŊŋOoOoOoŒœRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzſ" +
            "ƀƁƂƃƄƅƆƇƈƉƊƋƌƍƎƏƐƑƒƓƔƕƖƗƘƙƚƛƜƝƞƟOoƢƣƤƥƦƧƨƩƪƫƬƭƮUuƱƲƳƴƵƶƷƸƹƺƻƼƽƾƿǀǁǂǃǄǅǆǇǈǉǊǋǌAaIiOoUuUuUuUuUuǝAa" +
            "AaÆæǤǥGgKkOoOoƷʒjǱǲǳGgǶǷNnAaÆæOoAaAaEeEeIiIiOoOoRrRrUuUuSsTtȜȝHhȠȡȢȣȤȥAaEeOoOoOoOoYyȴȵȶȷȸȹȺȻȼȽȾȿ" +
            "ɀɁɂɃɄɅɆɇɈɉɊɋɌɍɎɏ"),
        ('\u0386',
            "Α·ΕΗΙ\u038BΟ\u038DΥΩιΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ\u03A2ΣΤΥΦΧΨΩΙΥαεηιυαβγδεζηθικλμνξοπρςστυφχψωιυουω"),
        ('\u0400',
            "ЕЕЂГЄЅІІЈЉЊЋКИУЏАБВГДЕЖЗИИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзииклмнопрстуфхцчшщъыьэюяееђгєѕііјљњћкиуџ"),
        ('\u1E00',
            "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRr" +
            "SsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyẚſẜẝẞẟAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe" +
            "EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYyỺỻỼỽỾỿ"),
        ('\u1F00',
            "ααααααααΑΑΑΑΑΑΑΑεεεεεε\u1F16\u1F17ΕΕΕΕΕΕ\u1F1E\u1F1FηηηηηηηηΗΗΗΗΗΗΗΗιιιιιιιιΙΙΙΙΙΙΙΙοοοοοο\u1F46\u1F47ΟΟΟΟΟΟ\u1F4E\u1F4Fυυυυυυυυ\u1F58Υ\u1F5AΥ\u1F5CΥ\u1F5EΥ" +
            "ωωωωωωωωΩΩΩΩΩΩΩΩααεεηηιιοουυωω\u1F7E\u1F7FααααααααΑΑΑΑΑΑΑΑηηηηηηηηΗΗΗΗΗΗΗΗωωωωωωωωΩΩΩΩΩΩΩΩααααα\u1FB5ααΑΑΑΑΑ᾽ι᾿" +
            "῀¨ηηη\u1FC5ηηΕΕΗΗΗ᾿᾿᾿ιιιι\u1FD4\u1FD5ιιΙΙΙΙ\u1FDC῾῾῾υυυυρρυυΥΥΥΥΡ¨¨`"),
    ];

    /// <summary>The text in upper case, its letters without accents.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToUpperInvariant();
        }

        var folded = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is not (>= '\u0300' and <= '\u036F'))
            {
                folded.Append(char.ToUpperInvariant(WithoutAccent(character)));
            }
        }

        return folded.ToString();
    }

    private static char WithoutAccent(char character)
    {
        foreach (var (first, letters) in Blocks)
        {
            if (character >= first && character < first + letters.Length)
            {
                return letters[character - first];
            }
        }

        return character;
    }
}
