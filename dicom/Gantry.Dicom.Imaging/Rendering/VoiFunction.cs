namespace Gantry.Dicom.Imaging;

/// <summary>How a window maps values: VOI LUT Function (0028,1056) (PS3.3 §C.11.2.1.2, §C.11.2.1.3).</summary>
public enum VoiFunction
{
    /// <summary>LINEAR, the default: the width counts both ends.</summary>
    Linear,

    /// <summary>LINEAR_EXACT: as in mathematics.</summary>
    LinearExact,

    /// <summary>SIGMOID: soft towards both ends.</summary>
    Sigmoid,
}
