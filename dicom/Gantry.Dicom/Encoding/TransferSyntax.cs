namespace Gantry.Dicom;

/// <summary>How a data set is encoded (PS3.5 §10, Annex A).</summary>
/// <param name="Uid">The transfer syntax's UID.</param>
public readonly record struct TransferSyntax(Uid Uid)
{
    /// <summary>Implicit VR Little Endian, the default (PS3.5 §A.1).</summary>
    public static TransferSyntax ImplicitVRLittleEndian { get; } = new(new Uid("1.2.840.10008.1.2"));

    /// <summary>Explicit VR Little Endian (PS3.5 §A.2).</summary>
    public static TransferSyntax ExplicitVRLittleEndian { get; } = new(new Uid("1.2.840.10008.1.2.1"));

    /// <summary>Deflated Explicit VR Little Endian (PS3.5 §A.5).</summary>
    public static TransferSyntax DeflatedExplicitVRLittleEndian { get; } = new(new Uid("1.2.840.10008.1.2.1.99"));

    /// <summary>Explicit VR Big Endian, retired (PS3.5 §A.3).</summary>
    public static TransferSyntax ExplicitVRBigEndian { get; } = new(new Uid("1.2.840.10008.1.2.2"));

    /// <summary>False for Implicit VR Little Endian alone.</summary>
    public bool IsExplicitVR => this != ImplicitVRLittleEndian;

    /// <summary>True for Explicit VR Big Endian alone.</summary>
    public bool IsBigEndian => this == ExplicitVRBigEndian;

    /// <summary>True where the whole data set is deflated (RFC 1951).</summary>
    public bool IsDeflated => Uid.Value is "1.2.840.10008.1.2.1.99" or "1.2.840.10008.1.2.4.95" or "1.2.840.10008.1.2.4.205";

    /// <summary>True where pixel data is encapsulated in fragments (PS3.5 §A.4); every syntax that is not native is.</summary>
    public bool IsEncapsulated => Uid.Value is not ("" or "1.2.840.10008.1.2" or "1.2.840.10008.1.2.1" or "1.2.840.10008.1.2.1.99" or "1.2.840.10008.1.2.2");

    /// <summary>A native transfer syntax of its UID in ASCII: the usual ones, without a new string for each file.</summary>
    internal static bool TryGetNative(ReadOnlySpan<byte> uid, out TransferSyntax transferSyntax)
    {
        transferSyntax = uid switch
        {
            _ when uid.SequenceEqual("1.2.840.10008.1.2.1"u8) => ExplicitVRLittleEndian,
            _ when uid.SequenceEqual("1.2.840.10008.1.2"u8) => ImplicitVRLittleEndian,
            _ when uid.SequenceEqual("1.2.840.10008.1.2.1.99"u8) => DeflatedExplicitVRLittleEndian,
            _ when uid.SequenceEqual("1.2.840.10008.1.2.2"u8) => ExplicitVRBigEndian,
            _ => default,
        };
        return !transferSyntax.Uid.IsEmpty;
    }

    /// <summary>The UID's text.</summary>
    public override string ToString() => Uid.Value;
}
