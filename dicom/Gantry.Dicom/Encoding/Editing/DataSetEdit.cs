namespace Gantry.Dicom;

/// <summary>A change of one element outside of items, for <see cref="DataSetEditor"/>.</summary>
/// <param name="Tag">The element.</param>
/// <param name="Change">
/// Given the element, null where there is none, says what stands in its place: the same for no change, null for none. Called once for a data set. In explicit VR the
/// new one needs a VR.
/// </param>
public sealed record DataSetEdit(Tag Tag, Func<DicomBytes?, DicomBytes?> Change);
