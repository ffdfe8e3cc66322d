using System.Net;

namespace Gantry.Host.Listener;

/// <summary>Where DICOM is listened to, so that <see cref="DicomTransport"/> knows its own.</summary>
internal sealed class DicomEndPoint(IPAddress address, int port) : IPEndPoint(address, port);
