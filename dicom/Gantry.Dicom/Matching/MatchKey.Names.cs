using System.Collections.Immutable;

namespace Gantry.Dicom;

public abstract partial record MatchKey
{
    /// <summary>
    /// Fuzzy semantic matching of person names (PS3.4 §C.2.2.2.1), where it was negotiated: what matches literally matches, and so does a name that has all words
    /// of one component group of the key in one of its own, whichever and in whatever order. Words are the same if they sound alike and have half their letters in
    /// common; a word of one letter is an initial, <c>*</c> at the end of a word lets it go on. Prefix and suffix of a key do not count.
    /// </summary>
    public sealed record FuzzyName : MatchKey
    {
        private readonly FuzzyNames _names;

        internal FuzzyName(MatchKey literal, string value)
        {
            Literal = literal;
            _names = new FuzzyNames(value);
            Anchors = _names.Anchors;
        }

        /// <summary>The key without fuzziness: a <see cref="Single"/> or a <see cref="Wildcard"/>.</summary>
        public MatchKey Literal { get; }

        /// <summary>What names match by that do not match literally: they have one of these. None where all that matches does so literally.</summary>
        public ImmutableArray<PersonNameAnchor> Anchors { get; }

        /// <inheritdoc/>
        public override bool Matches(string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            return Literal.Matches(value) || _names.Matches(value);
        }
    }
}
