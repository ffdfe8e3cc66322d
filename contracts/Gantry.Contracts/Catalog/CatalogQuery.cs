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

    /// <summary>
    /// True where a key for Patient ID (0010,0020), together with one for Issuer of Patient ID (0010,0021), may also be satisfied by another ID of the patient:
    /// an item of Other Patient IDs Sequence (0010,1002), or a value of Other Patient IDs (0010,1000). False unless set.
    /// </summary>
    public bool MatchesOtherPatientIds { get; init; }

    /// <summary>What may be seen of the catalog: nothing else is found, or counted. All, where it is null, as it is unless set.</summary>
    public CatalogScope? Scope { get; init; }

    /// <summary>The most matches to give; null for all.</summary>
    public int? Limit { get; init; }
}
