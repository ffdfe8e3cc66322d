using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>The keys of a query's identifier, and the entities they match (PS3.4 §C.2.2).</summary>
/// <remarks>
/// Immutable, and safe for concurrent use. A private key means the element of the same private creator, whichever block it has in the entity (PS3.5 §7.8.1); one
/// without a creator means nothing, and is left out.
/// </remarks>
public sealed class DataSetMatcher
{
    private readonly ImmutableArray<CombinedDateTimeKey> _combined;

    /// <summary>The matcher of an identifier, or of an item of one of its sequences.</summary>
    public DataSetMatcher(DicomDataSet identifier, MatchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        options ??= MatchOptions.Default;
        Identifier = identifier;
        Keys = [.. identifier.Where(element => IsKeyOf(identifier, element.Tag)).Select(element => KeyValuePair.Create(element.Tag, MatchKey.Parse(identifier, element.Tag, options))).Where(key => key.Value is not MatchKey.Universal)];
        _combined = options.CombinesDateAndTime ? CombinedDateTimeKey.Of(Keys) : [];
    }

    private DataSetMatcher(DicomDataSet identifier, ImmutableArray<KeyValuePair<Tag, MatchKey>> keys, ImmutableArray<CombinedDateTimeKey> combined) =>
        (Identifier, Keys, _combined) = (identifier, keys, combined);

    /// <summary>The identifier.</summary>
    public DicomDataSet Identifier { get; }

    /// <summary>The keys that restrict what matches, in tag order; universal ones are left out.</summary>
    public ImmutableArray<KeyValuePair<Tag, MatchKey>> Keys { get; }

    /// <summary>The pairs of date and time ranges among the keys that match as one, where that was negotiated.</summary>
    public ImmutableArray<CombinedDateTimeKey> CombinedKeys => _combined;

    /// <summary>True for attributes of an identifier that are matched; the others say how to read it, or where to ask (PS3.4 §C.4.1.1.3).</summary>
    public static bool IsKey(Tag tag) =>
        !tag.IsGroupLength && !tag.IsPrivateCreator && tag != Tags.SpecificCharacterSet && tag != Tags.QueryRetrieveLevel && tag != Tags.QueryRetrieveView
        && tag != Tags.TimezoneOffsetFromUTC && tag != Tags.RetrieveAETitle && tag != Tags.InstanceAvailability;

    /// <summary>The matcher by some of the keys, as those of one level. A pair that matches as one is left out with its date.</summary>
    /// <param name="isMeant">Whether to match by the key with the tag.</param>
    public DataSetMatcher By(Func<Tag, bool> isMeant) =>
        new(Identifier, Keys.RemoveAll(key => !isMeant(key.Key)), _combined.IsEmpty ? [] : _combined.RemoveAll(pair => !isMeant(pair.DateTag)));

    /// <summary>Whether an entity matches all keys.</summary>
    /// <param name="entity">The attributes of a patient, study, series, instance, or other entity.</param>
    public bool Matches(DicomDataSet entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        foreach (var (tag, key) in Keys)
        {
            if (!IsCombined(tag) && !(TagIn(entity, Identifier, tag) is { } actual ? key.Matches(entity, actual) : key.MatchesAbsent))
            {
                return false;
            }
        }

        return _combined.All(pair => pair.Matches(entity));
    }

    /// <summary>The attributes of an entity that the identifier asks for, as <see cref="Select(DicomDataSet, DicomDataSet)"/> has them.</summary>
    public DicomDataSet Select(DicomDataSet entity) => Select(entity, Identifier);

    /// <summary>
    /// The attributes of an entity that an identifier asks for: each key with the entity's value, or without one where the entity has none. Of a sequence all
    /// items, each with the attributes that the identifier's item asks for, or with all where it asks for none. Private elements come in the identifier's blocks.
    /// </summary>
    /// <param name="entity">The attributes of the entity.</param>
    /// <param name="identifier">The identifier, or some keys of one.</param>
    public static DicomDataSet Select(DicomDataSet entity, DicomDataSet identifier)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(identifier);
        var elements = new List<DicomElement>(identifier.Count + 1);
        foreach (var key in identifier.Elements)
        {
            if (key.Tag.IsPrivateCreator)
            {
                elements.Add(key);
            }
            else if (key.Tag != Tags.SpecificCharacterSet && !key.Tag.IsGroupLength && (!key.Tag.IsPrivate || identifier.GetPrivateCreator(key.Tag) is not null))
            {
                elements.Add(Select(entity, identifier, key));
            }
        }

        if (entity[Tags.SpecificCharacterSet] is { IsEmpty: false } own)
        {
            elements.Put(own); // what was selected keeps the bytes of the entity
        }

        return new DicomDataSet([.. elements], entity.InheritedCharacterSet);
    }

    private static DicomElement Select(DicomDataSet entity, DicomDataSet identifier, DicomElement key) =>
        (TagIn(entity, identifier, key.Tag) is { } actual ? entity[actual] : null) switch
        {
            null => key is DicomSequence ? new DicomSequence(key.Tag, []) : new DicomBytes(key.Tag, key.Vr, default),
            DicomSequence sequence when key is DicomSequence { Items: [{ Count: > 0 } asked, ..] } =>
                new DicomSequence(key.Tag, [.. sequence.Items.Select(item => Select(item, asked))]),
            var found => found.WithTag(key.Tag),
        };

    private static bool IsKeyOf(DicomDataSet identifier, Tag tag) => IsKey(tag) && (!tag.IsPrivate || identifier.GetPrivateCreator(tag) is not null);

    // Null where the entity has no block of the private creator.
    private static Tag? TagIn(DicomDataSet entity, DicomDataSet identifier, Tag tag) =>
        !tag.IsPrivate ? tag : identifier.GetPrivateCreator(tag) is { } creator ? entity.FindPrivate(creator, tag.Group, (byte)tag.Element) : null;

    private bool IsCombined(Tag tag) => _combined.Any(pair => pair.DateTag == tag || pair.TimeTag == tag);
}
