using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>A search (PS3.18 §8.3.4).</summary>
/// <param name="Keys">The keys for the catalog.</param>
/// <param name="Matching">How they are matched.</param>
/// <param name="Offset">How many matches are passed over.</param>
/// <param name="Limit">The most matches; null for as many as the server gives.</param>
/// <param name="Asked">What the client has asked for.</param>
/// <param name="Usual">What is returned without being asked.</param>
internal sealed record SearchQuery(DicomDataSet Keys, MatchOptions Matching, int Offset, int? Limit, IReadOnlySet<Tag> Asked, UsualKeys Usual)
{
    /// <summary>Whether an attribute is in every match, with its value or empty.</summary>
    public bool HasAlways(Tag tag) => Asked.Contains(tag) || Usual.Always.Contains(tag);
}
