namespace Gantry.Dicom.Network;

/// <summary>A command set that cannot be answered by a response; the association is aborted.</summary>
internal sealed class CommandSetException(string message) : Exception(message);
