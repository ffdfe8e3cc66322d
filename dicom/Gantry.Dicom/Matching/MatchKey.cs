using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>
/// The value of a matching key, told by the kind of matching it asks for (PS3.4 §C.2.2.2): one of the records nested here. A query of a database
/// switches over them; <see cref="Matches(DicomDataSet, Tag)"/> is the rule itself.
/// </summary>
/// <remarks>Immutable, and safe for concurrent use.</remarks>
public abstract partial record MatchKey
{
    private MatchKey()
    {
    }

    /// <summary>True where an entity without the attribute, or with an empty value, matches.</summary>
    public virtual bool MatchesAbsent => false;

    /// <summary>Whether one value of an entity matches.</summary>
    /// <param name="value">The value, decoded, without padding, not empty.</param>
    public abstract bool Matches(string value);

    /// <summary>Whether an attribute of an entity matches: one of its values does, or it has none and the key asks for that.</summary>
    public bool Matches(DicomDataSet entity, Tag tag)
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (this is Universal)
        {
            return true;
        }

        if (this is Sequence sequence)
        {
            return sequence.MatchesAny(entity.GetItems(tag));
        }

        var values = entity.GetStrings(tag);
        if (values.All(value => value.Length == 0))
        {
            return MatchesAbsent;
        }

        foreach (var value in values)
        {
            if (value.Length > 0 && Matches(value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Universal matching (PS3.4 §C.2.2.2.3): every entity, also one without the attribute.</summary>
    public sealed record Universal : MatchKey
    {
        /// <inheritdoc/>
        public override bool MatchesAbsent => true;

        /// <inheritdoc/>
        public override bool Matches(string value) => true;
    }

    /// <summary>Empty value matching (PS3.4 §C.2.2.2.7): entities without the attribute or without a value of it.</summary>
    public sealed record EmptyValue : MatchKey
    {
        /// <inheritdoc/>
        public override bool MatchesAbsent => true;

        /// <inheritdoc/>
        public override bool Matches(string value) => false;
    }

    /// <summary>List of UID matching (PS3.4 §C.2.2.2.2), also of one UID. Empty where the key holds no UID: then nothing matches.</summary>
    /// <param name="Uids">The UIDs, each once.</param>
    public sealed record UidList(ImmutableArray<Uid> Uids) : MatchKey
    {
        /// <inheritdoc/>
        public override bool Matches(string value) => Uid.TryParse(value, out var uid) && Uids.Contains(uid);
    }

    /// <summary>Multiple value matching (PS3.4 §C.2.2.2.8): one of several keys matches.</summary>
    /// <param name="Keys">The keys, none of them universal.</param>
    public sealed record AnyOf(ImmutableArray<MatchKey> Keys) : MatchKey
    {
        /// <inheritdoc/>
        public override bool Matches(string value)
        {
            foreach (var key in Keys)
            {
                if (key.Matches(value))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Sequence matching (PS3.4 §C.2.2.2.6): one item satisfies all keys of the item.</summary>
    /// <param name="Keys">The keys of the item.</param>
    public sealed record Sequence(DataSetMatcher Keys) : MatchKey
    {
        /// <inheritdoc/>
        public override bool Matches(string value) => false;

        /// <summary>Whether one of an entity's items matches.</summary>
        public bool MatchesAny(ImmutableArray<DicomDataSet> items) => items.Any(Keys.Matches);
    }
}
