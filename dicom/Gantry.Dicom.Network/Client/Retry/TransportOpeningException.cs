namespace Gantry.Dicom.Network;

/// <summary>A transport of the program's own could not be opened.</summary>
internal sealed class TransportOpeningException(string message, IOException innerException) : AssociationException(message, innerException);
