using System.Globalization;

namespace Gantry.Dicom.Network;

/// <summary>The Status (0000,0900) of a response (PS3.7 Annex C; PS3.4 for the service classes).</summary>
/// <param name="Code">The code as it stands in the command set.</param>
public readonly record struct DimseStatus(ushort Code)
{
    /// <summary>0000H.</summary>
    public static DimseStatus Success => new(0x0000);

    /// <summary>FF00H: a match or a sub-operation is reported, more responses follow.</summary>
    public static DimseStatus Pending => new(0xFF00);

    /// <summary>FF01H: as <see cref="Pending"/>, with optional keys that were not supported.</summary>
    public static DimseStatus PendingWithUnsupportedKeys => new(0xFF01);

    /// <summary>FE00H: ended by C-CANCEL.</summary>
    public static DimseStatus Cancel => new(0xFE00);

    /// <summary>0105H: an attribute that was named is not one of the SOP instance (PS3.7 §C.5.17).</summary>
    public static DimseStatus NoSuchAttribute => new(0x0105);

    /// <summary>0106H (PS3.7 §C.5.11).</summary>
    public static DimseStatus InvalidAttributeValue => new(0x0106);

    /// <summary>0107H: performed, but for attributes that were not recognized; a warning (PS3.7 §C.4.2).</summary>
    public static DimseStatus AttributeListWarning => new(0x0107);

    /// <summary>0110H (PS3.7 §C.5.21).</summary>
    public static DimseStatus ProcessingFailure => new(0x0110);

    /// <summary>0111H (PS3.7 §C.5.8).</summary>
    public static DimseStatus DuplicateSopInstance => new(0x0111);

    /// <summary>0112H (PS3.7 §C.5.19).</summary>
    public static DimseStatus NoSuchSopInstance => new(0x0112);

    /// <summary>0113H (PS3.7 §C.5.18).</summary>
    public static DimseStatus NoSuchEventType => new(0x0113);

    /// <summary>0114H: the event or action information has what is not of it (PS3.7 §C.5.16).</summary>
    public static DimseStatus NoSuchArgument => new(0x0114);

    /// <summary>0115H (PS3.7 §C.5.10).</summary>
    public static DimseStatus InvalidArgumentValue => new(0x0115);

    /// <summary>0116H: performed, with values that were out of range; a warning (PS3.7 §C.4.3).</summary>
    public static DimseStatus AttributeValueOutOfRange => new(0x0116);

    /// <summary>0117H: the UID breaks the rules for UIDs (PS3.7 §C.5.12).</summary>
    public static DimseStatus InvalidSopInstance => new(0x0117);

    /// <summary>0118H (PS3.7 §C.5.20).</summary>
    public static DimseStatus NoSuchSopClass => new(0x0118);

    /// <summary>0119H: the SOP instance is one of another SOP class (PS3.7 §C.5.7).</summary>
    public static DimseStatus ClassInstanceConflict => new(0x0119);

    /// <summary>0120H (PS3.7 §C.5.13).</summary>
    public static DimseStatus MissingAttribute => new(0x0120);

    /// <summary>0121H (PS3.7 §C.5.14).</summary>
    public static DimseStatus MissingAttributeValue => new(0x0121);

    /// <summary>0122H (PS3.7 §C.5.6).</summary>
    public static DimseStatus SopClassNotSupported => new(0x0122);

    /// <summary>0123H (PS3.7 §C.5.24).</summary>
    public static DimseStatus NoSuchActionType => new(0x0123);

    /// <summary>0124H (PS3.7 §C.5.25).</summary>
    public static DimseStatus NotAuthorized => new(0x0124);

    /// <summary>0210H: the message ID is in use (PS3.7 §C.5.9).</summary>
    public static DimseStatus DuplicateInvocation => new(0x0210);

    /// <summary>0211H (PS3.7 §C.5.23).</summary>
    public static DimseStatus UnrecognizedOperation => new(0x0211);

    /// <summary>0212H (PS3.7 §C.5.15).</summary>
    public static DimseStatus MistypedArgument => new(0x0212);

    /// <summary>0213H (PS3.7 §C.5.22).</summary>
    public static DimseStatus ResourceLimitation => new(0x0213);

    /// <summary>A700H: C-STORE and C-FIND refused, out of resources; the peer may try again (PS3.4 §B.2.3, §C.4.1.1.4).</summary>
    public static DimseStatus OutOfResources => new(0xA700);

    /// <summary>A701H: matches cannot be counted (PS3.4 §C.4.2.1.5).</summary>
    public static DimseStatus OutOfResourcesForMatches => new(0xA701);

    /// <summary>A702H: sub-operations cannot be performed (PS3.4 §C.4.2.1.5).</summary>
    public static DimseStatus OutOfResourcesForSubOperations => new(0xA702);

    /// <summary>A801H (PS3.4 §C.4.2.1.5).</summary>
    public static DimseStatus MoveDestinationUnknown => new(0xA801);

    /// <summary>A900H: the identifier or data set does not match the SOP class (PS3.4 §B.2.3, §C.4.1.1.4).</summary>
    public static DimseStatus DoesNotMatchSopClass => new(0xA900);

    /// <summary>C000H: cannot understand (C-STORE), unable to process (C-FIND, C-MOVE, C-GET).</summary>
    public static DimseStatus CannotUnderstand => new(0xC000);

    /// <summary>Coercion of data elements (B000H), a warning: the instance is stored with other values (PS3.4 §B.2.3).</summary>
    public static DimseStatus CoercionOfDataElements => new(0xB000);

    /// <summary>Data set does not match SOP class (B007H), the warning: the instance is stored all the same (PS3.4 §B.2.3).</summary>
    public static DimseStatus StoredThoughNotMatchingSopClass => new(0xB007);

    /// <summary>B000H: some sub-operations failed or warned (C-MOVE, C-GET), or elements were coerced (C-STORE).</summary>
    public static DimseStatus SubOperationsCompleteWithFailures => new(0xB000);

    /// <summary>What the code means, by the ranges of PS3.7 Annex C.</summary>
    public DimseStatusClass Class => Code switch
    {
        0x0000 => DimseStatusClass.Success,
        0xFF00 or 0xFF01 => DimseStatusClass.Pending,
        0xFE00 => DimseStatusClass.Cancel,
        0x0001 or 0x0107 or 0x0116 or (>= 0xB000 and <= 0xBFFF) => DimseStatusClass.Warning,
        (>= 0x0100 and <= 0x02FF) or (>= 0xA000 and <= 0xAFFF) or (>= 0xC000 and <= 0xCFFF) => DimseStatusClass.Failure,
        _ => DimseStatusClass.Unknown,
    };

    /// <summary>The code as the standard prints it: <c>A700H</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code:X4}H");
}
