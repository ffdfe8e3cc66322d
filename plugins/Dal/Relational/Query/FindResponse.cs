using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Query;

/// <summary>Makes the data set that tells of a match.</summary>
internal sealed class FindResponse
{
    private readonly QueryLevel _level;
    private readonly List<(QueryLevel Level, DataSetMatcher Keys)> _asked = [];
    private readonly DicomDataSet _unanswered;

    public FindResponse(CatalogQuery query)
    {
        _level = query.Level;
        var unanswered = new DicomDataSetBuilder();
        for (var level = QueryLevel.Patient; level <= QueryLevel.Image; level++)
        {
            var keys = new DicomDataSetBuilder();
            foreach (var element in query.Keys)
            {
                if (IsReturned(element.Tag) && AttributeLevels.Of(element.Tag) == level)
                {
                    (level > _level ? unanswered : keys).Set(level > _level ? Emptied(element) : element);
                }
            }

            if (level <= _level && (level > QueryLevel.Patient || query.Root == QueryRoot.Patient) && !keys.Contains(AttributeLevels.UniqueKeyOf(level)))
            {
                keys.Set(AttributeLevels.UniqueKeyOf(level));
            }

            if (level <= _level && keys.Count > 0)
            {
                _asked.Add((level, new DataSetMatcher(keys.Build())));
            }
        }

        _unanswered = unanswered.Build();
    }

    /// <summary>The response for a match: what was asked for, in ASCII or UTF-8.</summary>
    public DicomDataSet Of(FindEntity match)
    {
        var response = new DicomDataSetBuilder(_unanswered);
        var isBeyondAscii = false;
        foreach (var (level, keys) in _asked)
        {
            foreach (var element in keys.Select(match.At(level).Attributes))
            {
                if (element.Tag != Tags.SpecificCharacterSet)
                {
                    response.Set(element);
                    isBeyondAscii |= Utf8Text.IsBeyondAscii(element);
                }
            }
        }

        if (isBeyondAscii)
        {
            response.Set(Tags.SpecificCharacterSet, SpecificCharacterSet.Utf8.ToString());
        }

        return response.Build();
    }

    private static bool IsReturned(Tag tag) => !tag.IsGroupLength && tag != Tags.SpecificCharacterSet && tag != Tags.QueryRetrieveLevel;

    private static DicomElement Emptied(DicomElement key) => key is DicomSequence ? new DicomSequence(key.Tag, []) : new DicomBytes(key.Tag, key.Vr, default);
}
