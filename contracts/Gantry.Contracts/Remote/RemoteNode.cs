using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A remote AE that the administrator has made known.</summary>
/// <param name="AETitle">Its AE title.</param>
/// <param name="Host">Its host name or address.</param>
/// <param name="Port">Its TCP port, 1 to 65,535.</param>
public sealed record RemoteNode(AETitle AETitle, string Host, int Port);
