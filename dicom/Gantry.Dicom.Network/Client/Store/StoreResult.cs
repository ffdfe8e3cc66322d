namespace Gantry.Dicom.Network;

/// <summary>What became of an instance that was to be stored.</summary>
public enum StoreResult
{
    /// <summary>The peer has it: status Success.</summary>
    Stored,

    /// <summary>The peer has it, with a status of the class Warning: elements were coerced or discarded.</summary>
    StoredWithWarning,

    /// <summary>The peer answered with a failure.</summary>
    Refused,

    /// <summary>The peer takes the SOP class in no transfer syntax that the instance is in or can be converted to.</summary>
    NotAccepted,

    /// <summary>The file is missing, forbidden, damaged or not DICOM.</summary>
    Unreadable,

    /// <summary>The association was lost over it, at each attempt.</summary>
    Lost,

    /// <summary>It was not to be sent, said <see cref="StoreOptions.Choose"/>.</summary>
    PassedOver,
}
