namespace Gantry.Dicom.Imaging;

/// <summary>Second bytes of the markers of JPEG and JPEG-LS (ITU-T T.81 Table B.1, T.87 §C.1.1).</summary>
internal static class JpegMarker
{
    public const byte StartOfFrameLossless = 0xC3;
    public const byte DefineHuffmanTables = 0xC4;
    public const byte StartOfFrameLast = 0xCF;
    public const byte StartOfFrameFirst = 0xC0;
    public const byte JpegExtensions = 0xC8;
    public const byte DefineArithmeticConditioning = 0xCC;
    public const byte FirstRestart = 0xD0;
    public const byte LastRestart = 0xD7;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte DefineQuantizationTables = 0xDB;
    public const byte DefineNumberOfLines = 0xDC;
    public const byte DefineRestartInterval = 0xDD;
    public const byte StartOfFrameJpegLs = 0xF7;
    public const byte JpegLsParameters = 0xF8;

    /// <summary>True for a frame header of any process.</summary>
    public static bool IsStartOfFrame(byte marker) =>
        marker is >= StartOfFrameFirst and <= StartOfFrameLast and not (DefineHuffmanTables or JpegExtensions or DefineArithmeticConditioning) or StartOfFrameJpegLs;
}
