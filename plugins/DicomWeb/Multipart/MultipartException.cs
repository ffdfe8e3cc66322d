namespace Gantry.Plugins.DicomWeb;

/// <summary>A multipart body is malformed; the message says how, in a sentence.</summary>
internal sealed class MultipartException(string message) : Exception(message);
