namespace Gantry.Dicom.Network;

/// <summary>The service-class-application-information of storage SOP classes: how faithfully an SCP keeps instances (PS3.4 §B.3.1).</summary>
/// <param name="Level">The level of support.</param>
/// <param name="Signatures">The level of digital signature support.</param>
/// <param name="Coercion">Whether elements are coerced.</param>
public sealed record StorageNegotiation(StorageLevel Level, DigitalSignatureLevel Signatures, ElementCoercion Coercion)
{
    private const int Length = 6; // level, reserved, signatures, reserved, coercion, reserved

    /// <summary>What a requestor proposes that is SCU alone, to be told what the SCP does.</summary>
    public static StorageNegotiation OfScu { get; } = new(StorageLevel.NotApplicable, DigitalSignatureLevel.Unspecified, ElementCoercion.NotApplicable);

    /// <summary>Reads a proposal or an answer; what is left out at the end is not applicable, or unspecified.</summary>
    public static StorageNegotiation Read(ReadOnlySpan<byte> information) => new(
        information.Length > 0 && information[0] < 3 ? (StorageLevel)information[0] : StorageLevel.NotApplicable,
        information.Length > 2 && information[2] <= 3 ? (DigitalSignatureLevel)information[2] : DigitalSignatureLevel.Unspecified,
        information.Length > 4 && information[4] < 2 ? (ElementCoercion)information[4] : ElementCoercion.NotApplicable);

    /// <summary>The item of a SOP class.</summary>
    public SopClassExtendedNegotiation For(Uid sopClassUid)
    {
        var bytes = new byte[Length];
        bytes[0] = (byte)Level;
        bytes[2] = (byte)Signatures;
        bytes[4] = (byte)Coercion;
        return new SopClassExtendedNegotiation(sopClassUid, bytes);
    }
}

/// <summary>The level of support of a storage SCP (PS3.4 §B.4.1).</summary>
public enum StorageLevel
{
    /// <summary>Level 0: a subset of the attributes, as the conformance statement says.</summary>
    Local = 0,

    /// <summary>Level 1: all attributes of Type 1 and 2.</summary>
    Base = 1,

    /// <summary>Level 2: all attributes, private ones included.</summary>
    Full = 2,

    /// <summary>Not applicable: no SCP, or nothing is said.</summary>
    NotApplicable = 3,
}

/// <summary>The level of digital signature support of a storage SCP (PS3.4 §B.4.1).</summary>
public enum DigitalSignatureLevel
{
    /// <summary>Not specified.</summary>
    Unspecified = 0,

    /// <summary>Signatures may be lost.</summary>
    Level1 = 1,

    /// <summary>Signatures are checked, and new ones made where the instance was changed.</summary>
    Level2 = 2,

    /// <summary>Signatures stay valid: what was stored is given back bit by bit.</summary>
    Level3 = 3,
}

/// <summary>Whether a storage SCP coerces elements (PS3.4 §B.4.1).</summary>
public enum ElementCoercion
{
    /// <summary>It does not.</summary>
    None = 0,

    /// <summary>It may.</summary>
    Possible = 1,

    /// <summary>Not applicable: no SCP, or nothing is said.</summary>
    NotApplicable = 2,
}
