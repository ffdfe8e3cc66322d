namespace Gantry.Dicom;

/// <summary>What is known of a private element.</summary>
/// <param name="Creator">The private creator.</param>
/// <param name="Group">The odd group; where it repeats the one that was asked for.</param>
/// <param name="Element">The lower byte of the element number; which block the upper one is, differs from data set to data set.</param>
/// <param name="Name">What it means; some are merely known to exist, and are called <c>Unknown</c>.</param>
/// <param name="Vr">The VR; UN where sources disagree.</param>
/// <param name="Vm">The value multiplicity, as <see cref="DicomDictionaryEntry.Vm"/>.</param>
public sealed record PrivateDictionaryEntry(string Creator, ushort Group, byte Element, string Name, Vr Vr, string Vm);
