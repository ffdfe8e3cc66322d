using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Plugins.Retention;

/// <summary>A study that may be deleted.</summary>
/// <param name="Found">The study, as the catalog has answered.</param>
/// <param name="Volumes">Its bytes by volume, where quotas need them.</param>
internal sealed record ChosenStudy(DicomDataSet Found, ImmutableDictionary<string, long> Volumes);
