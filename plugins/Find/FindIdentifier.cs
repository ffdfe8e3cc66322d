using System.Diagnostics.CodeAnalysis;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Find;

/// <summary>What an identifier asks for (PS3.4 §C.4.1.1.3.1): keys for the catalog, and keys that are answered without it.</summary>
internal sealed class FindIdentifier
{
    private FindIdentifier(string levelText, CatalogQuery query, IReadOnlyList<DicomElement> requested, DicomElement? timezone)
    {
        Timezone = timezone;
        LevelText = levelText;
        Query = query;
        Requested = requested;
    }

    /// <summary>The Query/Retrieve Level (0008,0052) as it was written.</summary>
    public string LevelText { get; }

    /// <summary>What to ask the catalog.</summary>
    public CatalogQuery Query { get; }

    /// <summary>Every key to be present in a response.</summary>
    public IReadOnlyList<DicomElement> Requested { get; }

    /// <summary>Timezone Offset From UTC (0008,0201), where dates and times are adjusted to it; it is in every response then (PS3.4 §C.4.1.1.3.2).</summary>
    public DicomElement? Timezone { get; }

    /// <summary>Reads an identifier.</summary>
    /// <param name="model">The information model.</param>
    /// <param name="identifier">The identifier.</param>
    /// <param name="agreed">What was negotiated.</param>
    /// <param name="local">The time zone of what is stored without one.</param>
    /// <param name="isStrict">Whether what was not negotiated is refused.</param>
    /// <param name="read">What it asks for.</param>
    /// <param name="refusal">Why it asks for nothing that the model has.</param>
    public static bool TryRead(
        InformationModel model,
        DicomDataSet identifier,
        QueryRetrieveOptions agreed,
        TimeZoneInfo local,
        bool isStrict,
        [NotNullWhen(true)] out FindIdentifier? read,
        [NotNullWhen(false)] out FinalResponse? refusal)
    {
        read = null;
        if (identifier.GetStrings(Tags.QueryRetrieveLevel) is not [{ Length: > 0 } text])
        {
            refusal = Refuse("Query/Retrieve Level must have one value.", Tags.QueryRetrieveLevel);
            return false;
        }

        if (model.Level(text) is not { } level)
        {
            refusal = Refuse("Query/Retrieve Level is not one of this information model.", Tags.QueryRetrieveLevel);
            return false;
        }

        List<DicomElement> requested = new(identifier.Count);
        var keys = new DicomDataSetBuilder(identifier);
        foreach (var key in identifier)
        {
            // Leaving such a key out would widen the answer to entities that were not meant.
            if (!key.IsEmpty && LowerLevelKeys.IsUnique(key.Tag) && LowerLevelKeys.Contains(level, key.Tag))
            {
                refusal = Refuse("A unique key is given for a level below the one queried.", key.Tag);
                return false;
            }

            if (IsRequested(key.Tag))
            {
                requested.Add(key);
            }

            if (key.Tag != Tags.SpecificCharacterSet && !IsForCatalog(level, key.Tag))
            {
                keys.Remove(key.Tag);
            }
        }

        if (isStrict && NegotiatedQuery.Excess(model, level, identifier, agreed) is (var excess, var comment))
        {
            refusal = Refuse(comment, excess);
            return false;
        }

        var options = NegotiatedQuery.Matching(identifier, agreed, local);
        var query = new CatalogQuery { Root = model.Root, Level = level, Keys = keys.Build(), Options = options };
        read = new(text, query, requested, options.Timezone is null ? null : identifier[Tags.TimezoneOffsetFromUTC]);
        refusal = null;
        return true;
    }

    // A group length says nothing, and the level is in every response anyway.
    private static bool IsRequested(Tag tag) => tag != Tags.QueryRetrieveLevel && !tag.IsGroupLength;

    // The time zone is no key: it says how to read the others, where that was negotiated (PS3.4 §C.5.1.1).
    private static bool IsForCatalog(QueryLevel level, Tag tag) =>
        IsRequested(tag)
        && !LowerLevelKeys.Contains(level, tag)
        && tag != Tags.RetrieveAETitle
        && tag != Tags.InstanceAvailability
        && tag != Tags.StorageMediaFileSetID
        && tag != Tags.StorageMediaFileSetUID
        && tag != Tags.TimezoneOffsetFromUTC;

    private static FinalResponse Refuse(string comment, Tag offending) =>
        new(DimseStatus.DoesNotMatchSopClass, comment) { OffendingElements = [offending] };
}
