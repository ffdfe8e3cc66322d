namespace Gantry.Dicom.Network;

/// <summary>What a status means for the operation (PS3.7 §C.1).</summary>
public enum DimseStatusClass
{
    /// <summary>Not a code of PS3.7 Annex C.</summary>
    Unknown,

    /// <summary>The operation was performed.</summary>
    Success,

    /// <summary>The operation was performed, and something is to be said about it.</summary>
    Warning,

    /// <summary>The operation was not performed.</summary>
    Failure,

    /// <summary>The operation ended because the invoker cancelled it.</summary>
    Cancel,

    /// <summary>More responses follow.</summary>
    Pending,
}
