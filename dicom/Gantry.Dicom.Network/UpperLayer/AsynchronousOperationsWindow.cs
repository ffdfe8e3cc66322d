namespace Gantry.Dicom.Network;

/// <summary>How many operations may be outstanding (PS3.7 §D.3.3.3).</summary>
/// <param name="Invoked">The most operations the association requestor may have invoked; 0 is no limit.</param>
/// <param name="Performed">The most operations the association requestor may be asked to perform; 0 is no limit.</param>
public readonly record struct AsynchronousOperationsWindow(ushort Invoked, ushort Performed)
{
    /// <summary>One operation each way, what holds where nothing was negotiated.</summary>
    public static AsynchronousOperationsWindow Synchronous => new(1, 1);
}
