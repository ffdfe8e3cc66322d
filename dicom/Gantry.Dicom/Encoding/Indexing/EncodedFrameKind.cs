namespace Gantry.Dicom;

/// <summary>What has parts of its own.</summary>
internal enum EncodedFrameKind : byte
{
    Item,
    Sequence,
    Fragments,
}
