using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Reads the query parameters of a search (PS3.18 §8.3.4).</summary>
internal sealed class SearchParameters(SearchTarget target)
{
    private const int MostParameters = 512;

    private readonly KeyTree _keys = new();
    private readonly HashSet<Tag> _asked = [];
    private bool _isFuzzy, _takesEmpty, _takesSeveral, _returnsAll;
    private int _offset;
    private int? _limit;

    /// <summary>Reads them.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="target">What is searched.</param>
    /// <param name="query">The search.</param>
    /// <param name="fault">What is wrong with them, in a sentence.</param>
    public static bool TryRead(
        ImmutableArray<KeyValuePair<string, string>> parameters, SearchTarget target, [NotNullWhen(true)] out SearchQuery? query, [NotNullWhen(false)] out string? fault)
    {
        query = null;
        var reader = new SearchParameters(target);
        fault = parameters.Length > MostParameters ? $"There are more than {MostParameters} parameters." : reader.Read(parameters);
        if (fault is not null)
        {
            return false;
        }

        try
        {
            query = reader.Build();
            return true;
        }
        catch (ArgumentException unfit)
        {
            fault = unfit.Message;
            return false;
        }
    }

    // What says how values are read comes first.
    private string? Read(ImmutableArray<KeyValuePair<string, string>> parameters)
    {
        var rest = new List<KeyValuePair<string, string>>();
        foreach (var parameter in parameters)
        {
            var (name, value) = parameter;
            var fault = name switch
            {
                "accept" or "charset" => null,
                "fuzzymatching" => Flag(name, value, out _isFuzzy),
                "emptyvaluematching" => Flag(name, value, out _takesEmpty),
                "multiplevaluematching" => Flag(name, value, out _takesSeveral),
                "limit" => Number(name, value, out var limit) ?? Take(() => _limit = limit),
                "offset" => Number(name, value, out _offset),
                "includefield" => Include(value),
                _ => Take(() => rest.Add(parameter)),
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return rest.Select(parameter => Match(parameter.Key, parameter.Value)).FirstOrDefault(fault => fault is not null) ?? Above();
    }

    private string? Match(string name, string value)
    {
        if (!AttributePath.TryParse(name, out var path))
        {
            return $"'{name}' is no attribute, and no parameter of a search.";
        }

        if (ReturnKeys.Elsewhere.Contains(path[0]))
        {
            return $"'{name}' cannot be matched.";
        }

        // To leave such a key out would widen the answer to what was not meant.
        var level = AttributeLevels.Of(path[0]);
        if (level > target.Level && !path[0].IsPrivate)
        {
            return $"'{name}' is an attribute of a lower level than is searched.";
        }

        var vr = DicomDictionary.GetVr(path[^1]);
        ImmutableArray<string> values = vr == Vr.UI || (_takesSeveral && !vr.IsSingleText && vr.IsText) ? [.. value.Split(',', '\\')] : [value];
        if (vr == Vr.UI && value.Length > 0 && values.FirstOrDefault(uid => !Uid.TryParse(uid, out _)) is { } wrong)
        {
            return $"'{wrong}' is no UID.";
        }

        _asked.Add(path[0]);
        if (value.Length > 0)
        {
            return _keys.TryMatch(path, values) ? null : $"'{name}' is given more than once.";
        }

        _keys.Return(path);
        return null;
    }

    private string? Include(string value)
    {
        foreach (var name in value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (name == "all")
            {
                _returnsAll = true;
            }
            else if (!AttributePath.TryParse(name, out var path))
            {
                return $"'{name}' is no attribute.";
            }
            else if (!ReturnKeys.Elsewhere.Contains(path[0]) && (AttributeLevels.Of(path[0]) <= target.Level || path[0].IsPrivate))
            {
                _keys.Return(path);
                _asked.Add(path[0]);
            }
        }

        return null;
    }

    // The path says which study and series; a parameter may say it again, and nothing else.
    private string? Above()
    {
        foreach (var (tag, uid) in new[] { (Tags.StudyInstanceUID, target.Study), (Tags.SeriesInstanceUID, target.Series) })
        {
            if (!uid.IsEmpty && !_keys.TryMatch([tag], [uid.Value]))
            {
                return $"{DicomDictionary.GetKeyword(tag)} is in the path already.";
            }
        }

        return null;
    }

    private SearchQuery Build()
    {
        var usual = UsualKeys.Of(target, _returnsAll);
        var options = new MatchOptions { CombinesDateAndTime = true, MatchesNamesFuzzily = _isFuzzy, AllowsEmptyValue = _takesEmpty };
        return new SearchQuery(_keys.Build(usual.Identifier), options, _offset, _limit, _asked, usual);
    }

    private static string? Flag(string name, string value, out bool flag) => bool.TryParse(value, out flag) ? null : $"{name} is true or false.";

    private static string? Number(string name, string value, out int number) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number) ? null : $"{name} is a whole number from 0 to {int.MaxValue}.";

    private static string? Take(Action action)
    {
        action();
        return null;
    }
}
