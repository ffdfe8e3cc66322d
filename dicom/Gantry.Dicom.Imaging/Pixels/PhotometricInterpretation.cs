namespace Gantry.Dicom.Imaging;

/// <summary>What the samples of a pixel mean: Photometric Interpretation (0028,0004) (PS3.3 §C.7.6.3.1.2).</summary>
/// <param name="Value">The defined term.</param>
public readonly record struct PhotometricInterpretation(string Value)
{
    /// <summary>One sample, the least is white.</summary>
    public static PhotometricInterpretation Monochrome1 => new("MONOCHROME1");

    /// <summary>One sample, the least is black.</summary>
    public static PhotometricInterpretation Monochrome2 => new("MONOCHROME2");

    /// <summary>One sample, an index into the red, green and blue palette.</summary>
    public static PhotometricInterpretation PaletteColor => new("PALETTE COLOR");

    /// <summary>Red, green and blue.</summary>
    public static PhotometricInterpretation Rgb => new("RGB");

    /// <summary>Luminance and two chrominances, each for every pixel.</summary>
    public static PhotometricInterpretation YbrFull => new("YBR_FULL");

    /// <summary>Luminance for every pixel, both chrominances for two pixels of a row together.</summary>
    public static PhotometricInterpretation YbrFull422 => new("YBR_FULL_422");

    /// <summary>The reversible transformation of JPEG 2000.</summary>
    public static PhotometricInterpretation YbrRct => new("YBR_RCT");

    /// <summary>The irreversible transformation of JPEG 2000.</summary>
    public static PhotometricInterpretation YbrIct => new("YBR_ICT");

    /// <summary>True for one sample that is a grey.</summary>
    public bool IsMonochrome => Value is "MONOCHROME1" or "MONOCHROME2";

    /// <summary>The defined term.</summary>
    public override string ToString() => Value;
}
