namespace Gantry.Dicom;

/// <summary>An instance cannot be part of a file-set.</summary>
public sealed class FileSetException(string message) : Exception(message);
