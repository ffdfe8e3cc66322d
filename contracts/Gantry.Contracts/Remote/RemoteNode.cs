using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A remote AE that the administrator has made known.</summary>
/// <param name="AETitle">Its AE title.</param>
/// <param name="Host">Its host name or address.</param>
/// <param name="Port">Its TCP port, 1 to 65,535.</param>
public sealed record RemoteNode(AETitle AETitle, string Host, int Port)
{
    /// <summary>
    /// The AE title of the host's from which it is called: mostly the one that was called with the request which this is for. Where it is empty, as it is unless set,
    /// or none that the host serves, the host's first is used.
    /// </summary>
    public AETitle CallingAETitle { get; init; }
}
