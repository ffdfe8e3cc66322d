namespace Gantry.Dicom;

public abstract partial record MatchKey
{
    private static readonly Universal All = new();

    /// <summary>The key of an element of an identifier.</summary>
    /// <param name="identifier">The identifier of a query, or an item of it.</param>
    /// <param name="tag">The key attribute.</param>
    /// <param name="options">What was negotiated.</param>
    /// <returns>Universal where the attribute is absent or empty.</returns>
    public static MatchKey Parse(DicomDataSet identifier, Tag tag, MatchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        options ??= MatchOptions.Default;
        if (identifier[tag] is not { IsEmpty: false } element)
        {
            return All;
        }

        if (element is DicomSequence sequence)
        {
            return new DataSetMatcher(sequence.Items[0], options) is { Keys.IsEmpty: false } keys ? new Sequence(keys) : All;
        }

        return Parse(identifier.VrOf(element), identifier.GetText(tag) ?? "", options);
    }

    /// <summary>The key of its text.</summary>
    /// <param name="vr">The VR of the key attribute.</param>
    /// <param name="text">The whole value field as text; several values separated by backslashes.</param>
    /// <param name="options">What was negotiated.</param>
    /// <returns>
    /// Of a date or time that cannot be read a <see cref="Single"/>, which matches equal text only. Several values of a VR other than UI match as if multiple
    /// value matching had been negotiated: no other meaning is defined, and clients send such keys for Modalities in Study (0008,0061).
    /// </returns>
    public static MatchKey Parse(Vr vr, string text, MatchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= MatchOptions.Default;
        text = text.Trim(' ', '\0');
        if (vr == Vr.UI && text.AsSpan().ContainsAnyExcept('*'))
        {
            return new UidList([.. text.Split('\\').Select(part => Uid.TryParse(part, out var uid) ? uid : default).Where(uid => !uid.IsEmpty).Distinct()]);
        }

        if (vr.IsSingleText || !text.Contains('\\', StringComparison.Ordinal))
        {
            return ParseOne(vr, text, options);
        }

        var keys = text.Split('\\', StringSplitOptions.TrimEntries).Where(part => part.Length > 0).Select(part => ParseOne(vr, part, options)).ToList();
        return keys.Count == 0 || keys.Exists(key => key is Universal) ? All : new AnyOf([.. keys]);
    }

    /// <summary>True where wild cards mean something in a VR (PS3.4 §C.2.2.2.4).</summary>
    public static bool AllowsWildcards(Vr vr) =>
        vr == Vr.AE || vr == Vr.CS || vr == Vr.LO || vr == Vr.LT || vr == Vr.PN || vr == Vr.SH || vr == Vr.ST || vr == Vr.UC || vr == Vr.UR || vr == Vr.UT;

    private static MatchKey ParseOne(Vr vr, string text, MatchOptions options)
    {
        if (!text.AsSpan().ContainsAnyExcept('*'))
        {
            return All;
        }

        if (options.AllowsEmptyValue && text == "\"\"")
        {
            return new EmptyValue();
        }

        if (AllowsWildcards(vr) && text.AsSpan().ContainsAny('*', '?'))
        {
            return Fuzzy(vr, text, new Wildcard(vr, text), options);
        }

        return RangeParser.TryParse(vr, text, options.LocalOffset, out var range)
            ? range
            : Fuzzy(vr, text, new Single(vr, vr == Vr.PN ? PersonName.Parse(text).ToString() : text), options);
    }

    private static MatchKey Fuzzy(Vr vr, string text, MatchKey literal, MatchOptions options) =>
        vr == Vr.PN && options.MatchesNamesFuzzily ? new FuzzyName(literal, text) : literal;
}
