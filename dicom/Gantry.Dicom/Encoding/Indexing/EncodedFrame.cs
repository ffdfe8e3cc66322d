namespace Gantry.Dicom;

/// <summary>What an <see cref="EncodedWalk"/> is inside of.</summary>
/// <param name="End">Where it ends; <see cref="IndexFrame.Undefined"/> where a delimiter tells.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsSigned">What Pixel Representation has said so far (PS3.5 Annex A).</param>
internal record struct EncodedFrame(int End, EncodedFrameKind Kind, bool IsSigned);
