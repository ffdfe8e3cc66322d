using System.Runtime.InteropServices;

namespace Gantry.Dicom.Imaging;

/// <summary>What is set of opj_cparameters_t, of a 64-bit process; most of it are names of files, and what is for others.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24_576)]
internal struct OpenJpegEncoderParameters
{
    /// <summary>cp_disto_alloc: <see cref="Rate"/> counts.</summary>
    [FieldOffset(20)]
    public int AllocatesByRate;

    /// <summary>tcp_numlayers.</summary>
    [FieldOffset(4_796)]
    public int Layers;

    /// <summary>The first of tcp_rates: how many times smaller; 0 to lose nothing.</summary>
    [FieldOffset(4_800)]
    public float Rate;

    /// <summary>numresolution.</summary>
    [FieldOffset(5_600)]
    public int Resolutions;

    /// <summary>irreversible: 1 for the wavelets that lose something.</summary>
    [FieldOffset(5_616)]
    public int IsIrreversible;

    /// <summary>tcp_mct: 1 to encode luminance and chrominances of red, green and blue.</summary>
    [FieldOffset(18_698)]
    public byte TransformsComponents;

    [FieldOffset(5_604)]
    private readonly int _blockWidth;

    [FieldOffset(5_608)]
    private readonly int _blockHeight;

    /// <summary>True where the library's defaults are where they should be: the layout is the one above.</summary>
    public readonly bool AreDefaults => (Resolutions, _blockWidth, _blockHeight) == (6, 64, 64);
}
