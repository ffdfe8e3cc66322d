using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Query;

/// <summary>Makes the data set that tells of a match.</summary>
internal sealed class FindResponse
{
    private readonly DicomDataSet?[] _asked; // of the levels, from the patient down
    private readonly DicomDataSet _unanswered;

    public FindResponse(CatalogQuery query)
    {
        var asked = new DicomDataSetBuilder?[(int)QueryLevel.Image + 1];
        var unanswered = new DicomDataSetBuilder();
        foreach (var element in query.Keys.Where(element => IsReturned(element.Tag)))
        {
            var level = AttributeLevels.Of(element.Tag);
            _ = level > query.Level ? unanswered.Set(Emptied(element)) : (asked[(int)level] ??= new()).Set(element);
        }

        for (var level = query.Root == QueryRoot.Patient ? QueryLevel.Patient : QueryLevel.Study; level <= query.Level; level++)
        {
            var keys = asked[(int)level] ??= new();
            if (!keys.Contains(AttributeLevels.UniqueKeyOf(level)))
            {
                keys.Set(AttributeLevels.UniqueKeyOf(level));
            }
        }

        _asked = Array.ConvertAll(asked, keys => keys?.Build());
        _unanswered = unanswered.Build();
    }

    /// <summary>The response for a match: what was asked for, in ASCII or UTF-8.</summary>
    public DicomDataSet Of(FindEntity match)
    {
        var response = new DicomDataSetBuilder(_unanswered);
        var isBeyondAscii = false;
        for (var entity = match; entity is not null; entity = entity.Parent)
        {
            if (_asked[(int)entity.Level] is not { } keys)
            {
                continue;
            }

            foreach (var element in DataSetMatcher.Select(entity.Attributes, keys))
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
