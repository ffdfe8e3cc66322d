namespace Gantry.Dicom;

/// <summary>An element that was read whose value is elsewhere.</summary>
/// <param name="Path">Where it is: <c>7FE00010</c>, or <c>54000100/0/54001010</c> in an item: sequence, number of the item from 0, element.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Vr">The VR.</param>
/// <param name="Uri">The <c>BulkDataURI</c>, as it was written: not checked, and not to be trusted.</param>
public sealed record BulkDataReference(string Path, Tag Tag, Vr Vr, string Uri);
