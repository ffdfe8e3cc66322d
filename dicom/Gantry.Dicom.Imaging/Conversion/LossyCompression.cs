namespace Gantry.Dicom.Imaging;

/// <summary>Which transfer syntaxes lose something (PS3.5 §A.4, PS3.3 §C.7.6.1.1.5.1).</summary>
internal static class LossyCompression
{
    /// <summary>Lossy Image Compression Method (0028,2114) of what is encoded here; null where nothing is lost.</summary>
    public static string? Method(TransferSyntax transferSyntax) => transferSyntax.Uid == Uids.JPEG2000 ? "ISO_15444_1" : MethodOfAll(transferSyntax);

    /// <summary>True where whatever is in a transfer syntax has lost something; JPEG 2000 may not have.</summary>
    public static bool IsCertain(TransferSyntax transferSyntax) => MethodOfAll(transferSyntax) is not null;

    private static string? MethodOfAll(TransferSyntax transferSyntax) => transferSyntax.Uid.Value switch
    {
        "1.2.840.10008.1.2.4.50" or "1.2.840.10008.1.2.4.51" or "1.2.840.10008.1.2.4.53" or "1.2.840.10008.1.2.4.55" => "ISO_10918_1",
        "1.2.840.10008.1.2.4.81" => "ISO_14495_1",
        _ => null,
    };
}
