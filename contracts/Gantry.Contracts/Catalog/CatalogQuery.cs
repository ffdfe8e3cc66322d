using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A query: matching keys and return keys at a level.</summary>
public sealed record CatalogQuery
{
    /// <summary>The information model.</summary>
    public required QueryRoot Root { get; init; }

    /// <summary>The level of the matches; <see cref="QueryLevel.Patient"/> only with <see cref="QueryRoot.Patient"/>.</summary>
    public required QueryLevel Level { get; init; }

    /// <summary>
    /// The keys as in a C-FIND identifier (PS3.4 §C.2.2.2): a value is matched, an empty one matches all and is returned. Query/Retrieve Level and
    /// Specific Character Set are not keys.
    /// </summary>
    public required DicomDataSet Keys { get; init; }

    /// <summary>What was negotiated for matching; nothing unless set.</summary>
    public MatchOptions Options { get; init; } = MatchOptions.Default;

    /// <summary>The most matches to give; null for all.</summary>
    public int? Limit { get; init; }
}
