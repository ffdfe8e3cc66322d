namespace Gantry.Dicom;

/// <summary>How bad a <see cref="ValidationFinding"/> is.</summary>
public enum ValidationSeverity
{
    /// <summary>Allowed or harmless, but not what the standard recommends, or not what others expect.</summary>
    Warning,

    /// <summary>Against the standard.</summary>
    Error,
}
