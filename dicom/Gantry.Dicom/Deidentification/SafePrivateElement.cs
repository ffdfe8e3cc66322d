namespace Gantry.Dicom;

/// <summary>A private element that is known to identify nobody (PS3.15 §E.3.10).</summary>
/// <param name="Creator">The private creator, without outer spaces.</param>
/// <param name="Group">The odd group.</param>
/// <param name="Element">The lower byte of the element number.</param>
public readonly record struct SafePrivateElement(string Creator, ushort Group, byte Element);
