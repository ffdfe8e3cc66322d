using System.Text;

namespace Gantry.Dicom;

public abstract partial record MatchKey
{
    /// <summary>Single value matching (PS3.4 §C.2.2.2.1): equality, of numbers by their value, of person names without regard to case and accents.</summary>
    /// <param name="Vr">The VR of the key.</param>
    /// <param name="Value">The value, without padding; of a person name in its normal form.</param>
    public sealed record Single(Vr Vr, string Value) : MatchKey
    {
        private readonly double? _number = NumberOf(Vr, Value);

        /// <inheritdoc/>
        public override bool Matches(string value) =>
            Vr == Vr.PN ? PersonNameMatching.Matches(Value, value)
            : _number is { } number ? NumberOf(Vr, value) == number
            : string.Equals(Value, value, StringComparison.Ordinal);

        private static double? NumberOf(Vr vr, string text) =>
            (!vr.IsText || ValueNumbers.IsDecimalText(vr)) && ValueNumbers.TryParse(Encoding.Latin1.GetBytes(text), out double number) ? number : null;
    }

    /// <summary>Wild card matching (PS3.4 §C.2.2.2.4): <c>*</c> for any characters or none, <c>?</c> for one character.</summary>
    /// <param name="Vr">The VR of the key.</param>
    /// <param name="Pattern">The key with its wild cards, without padding.</param>
    public sealed record Wildcard(Vr Vr, string Pattern) : MatchKey
    {
        /// <summary>The characters before the first wild card: what every match begins with, but for case and accents of person names.</summary>
        public string Prefix => Pattern[..Pattern.AsSpan().IndexOfAny('*', '?')];

        /// <inheritdoc/>
        public override bool Matches(string value) =>
            Vr == Vr.PN ? PersonNameMatching.Matches(Pattern, value) : WildcardPattern.Matches(Pattern, value);

        /// <summary>The pattern of an SQL LIKE with the same meaning.</summary>
        /// <param name="escape">The character of the ESCAPE clause; put before <c>%</c>, <c>_</c>, <c>[</c> and itself.</param>
        public string ToSqlLike(char escape = '\\')
        {
            var like = new StringBuilder(Pattern.Length + 8);
            foreach (var character in Pattern)
            {
                switch (character)
                {
                    case '*':
                        like.Append('%');
                        break;
                    case '?':
                        like.Append('_');
                        break;
                    default:
                        if (character is '%' or '_' or '[' || character == escape)
                        {
                            like.Append(escape);
                        }

                        like.Append(character);
                        break;
                }
            }

            return like.ToString();
        }
    }
}
