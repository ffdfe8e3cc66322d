using System.Runtime.InteropServices;

namespace Gantry.Dicom.Network;

/// <summary>A socket that the poller watches.</summary>
internal interface IPolled
{
    /// <summary>The system's handle.</summary>
    SafeHandle Handle { get; }

    /// <summary>Says what it is ready for; the thread is one of the poller's, and several may say so at once.</summary>
    void OnReady(uint events);
}
