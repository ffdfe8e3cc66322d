using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom;

/// <summary>The media storage application profiles that file-sets are made for (PS3.11 §D, §E, §H, §J, §L, §M).</summary>
public static class MediaProfiles
{
    private const long Cd = 360_000L * 2_048; // 80 minutes
    private const long Dvd = 2_295_104L * 2_048; // one layer
    private const long Bd = 12_219_392L * 2_048; // one layer

    private static readonly ImmutableArray<Uid> Plain = [Uids.ExplicitVRLittleEndian];
    private static readonly ImmutableArray<Uid> Jpeg = [Uids.ExplicitVRLittleEndian, Uids.JPEGLosslessSV1, Uids.JPEGBaseline8Bit, Uids.JPEGExtended12Bit];
    private static readonly ImmutableArray<Uid> Jpeg2000 = [Uids.ExplicitVRLittleEndian, Uids.JPEG2000Lossless, Uids.JPEG2000];
    private static readonly ImmutableArray<Uid> Lossless = [Uids.ExplicitVRLittleEndian, Uids.JPEGLosslessSV1];

    private static readonly ImmutableArray<Uid> CtAndMr =
    [
        Uids.CTImageStorage, Uids.MRImageStorage, Uids.SecondaryCaptureImageStorage, Uids.GrayscaleSoftcopyPresentationStateStorage, Uids.XRayRadiationDoseSRStorage,
    ];

    /// <summary>The profile where nothing is said: the one that every reader of CDs takes.</summary>
    public static MediaProfile Usual => All[0];

    /// <summary>All of them.</summary>
    public static ImmutableArray<MediaProfile> All { get; } =
    [
        new("STD-GEN-CD", "CD", Cd, Plain),
        new("STD-GEN-DVD-RAM", "DVD", Dvd, Plain),
        new("STD-GEN-DVD-JPEG", "DVD", Dvd, Jpeg),
        new("STD-GEN-DVD-J2K", "DVD", Dvd, Jpeg2000),
        new("STD-GEN-BD", "BD", Bd, Plain),
        new("STD-GEN-BD-JPEG", "BD", Bd, Jpeg),
        new("STD-GEN-BD-J2K", "BD", Bd, Jpeg2000),
        new("STD-GEN-USB-JPEG", "USB", long.MaxValue, Jpeg),
        new("STD-GEN-USB-J2K", "USB", long.MaxValue, Jpeg2000),
        new("STD-GEN-MMC-JPEG", "MMC", long.MaxValue, Jpeg),
        new("STD-GEN-MMC-J2K", "MMC", long.MaxValue, Jpeg2000),
        new("STD-GEN-CF-JPEG", "CF", long.MaxValue, Jpeg),
        new("STD-GEN-CF-J2K", "CF", long.MaxValue, Jpeg2000),
        new("STD-GEN-SD-JPEG", "SD", long.MaxValue, Jpeg),
        new("STD-GEN-SD-J2K", "SD", long.MaxValue, Jpeg2000),
        new("STD-GEN-MIME", "MIME", long.MaxValue, Jpeg),
        new("STD-CTMR-CD", "CD", Cd, Lossless) { SopClasses = CtAndMr },
        new("STD-CTMR-DVD", "DVD", Dvd, Lossless) { SopClasses = CtAndMr },
    ];

    /// <summary>The profile of a name, in capitals or not.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out MediaProfile? profile) =>
        (profile = All.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) is not null;
}
