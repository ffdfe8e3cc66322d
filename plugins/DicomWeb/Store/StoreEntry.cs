using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.DicomWeb;

/// <summary>A part of a request, and what became of it.</summary>
/// <param name="sopClass">The SOP class; empty where the part is no instance, or does not say which.</param>
/// <param name="sopInstance">The SOP instance; empty likewise.</param>
/// <param name="study">The study; empty where it is not known.</param>
/// <param name="series">The series; empty where it is not known.</param>
internal sealed class StoreEntry(Uid sopClass = default, Uid sopInstance = default, Uid study = default, Uid series = default)
{
    public Uid SopClass => sopClass;

    public Uid SopInstance => sopInstance;

    public Uid Study => study;

    public Uid Series => series;

    /// <summary>True for an instance that can be named.</summary>
    public bool IsInstance => !sopClass.IsEmpty && !sopInstance.IsEmpty;

    /// <summary>What was answered to its C-STORE; Processing Failure until then.</summary>
    public DimseStatus Status { get; set; } = DimseStatus.ProcessingFailure;

    /// <summary>True where it is stored.</summary>
    public bool IsStored => IsInstance && Status.Class is DimseStatusClass.Success or DimseStatusClass.Warning;
}
