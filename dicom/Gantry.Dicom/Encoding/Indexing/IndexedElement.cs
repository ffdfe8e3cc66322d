namespace Gantry.Dicom;

/// <summary>Where an element begins, in bytes from the start of what was indexed.</summary>
internal readonly record struct IndexedElement(Tag Tag, int Offset);
