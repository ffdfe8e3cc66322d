namespace Gantry.Dicom;

/// <summary>What is missing or wrong before the data set of a file (PS3.10 §7.1).</summary>
[Flags]
public enum FileMetaFaults
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>There is no preamble, or no prefix <c>DICM</c>.</summary>
    NoPrefix = 1 << 0,

    /// <summary>There is no group 0002.</summary>
    NoFileMeta = 1 << 1,

    /// <summary>File Meta Information Group Length (0002,0000) is missing.</summary>
    NoGroupLength = 1 << 2,

    /// <summary>File Meta Information Group Length (0002,0000) is not the length of the group.</summary>
    WrongGroupLength = 1 << 3,

    /// <summary>Group 0002 is not in Explicit VR Little Endian.</summary>
    OtherEncoding = 1 << 4,

    /// <summary>File Meta Information Version (0002,0001) is missing.</summary>
    NoVersion = 1 << 5,

    /// <summary>Media Storage SOP Class UID (0002,0002) is missing, or no UID.</summary>
    NoSopClassUid = 1 << 6,

    /// <summary>Media Storage SOP Class UID (0002,0002) is not the SOP Class UID (0008,0016) of the data set.</summary>
    OtherSopClassUid = 1 << 7,

    /// <summary>Media Storage SOP Instance UID (0002,0003) is missing, or no UID.</summary>
    NoSopInstanceUid = 1 << 8,

    /// <summary>Media Storage SOP Instance UID (0002,0003) is not the SOP Instance UID (0008,0018) of the data set.</summary>
    OtherSopInstanceUid = 1 << 9,

    /// <summary>Transfer Syntax UID (0002,0010) is missing, or no UID: the encoding was told from the first element.</summary>
    NoTransferSyntax = 1 << 10,

    /// <summary>The data set is in another native encoding than Transfer Syntax UID (0002,0010) says.</summary>
    OtherTransferSyntax = 1 << 11,

    /// <summary>Implementation Class UID (0002,0012) is missing, or no UID.</summary>
    NoImplementationClassUid = 1 << 12,
}
