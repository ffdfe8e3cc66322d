using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>What the data dictionary says of an element (PS3.6 §6, PS3.7 §E).</summary>
/// <param name="Tag">The tag; for a repeating group the one that was asked for.</param>
/// <param name="Keyword">The keyword, e.g. <c>PatientID</c>.</param>
/// <param name="Name">The name, e.g. <c>Patient ID</c>.</param>
/// <param name="Vrs">The VRs it may have: one, or for some elements two or three, of which other elements decide; none for items and delimiters.</param>
/// <param name="Vm">The value multiplicity as the standard prints it: <c>1</c>, <c>1-n</c>, <c>2-2n</c>.</param>
/// <param name="IsRetired">True where the standard no longer defines it.</param>
public sealed record DicomDictionaryEntry(Tag Tag, string Keyword, string Name, ImmutableArray<Vr> Vrs, string Vm, bool IsRetired)
{
    /// <summary>True where a data set may have more than one value.</summary>
    public bool IsMultiValued => Vm is not ("1" or "0-1");
}
