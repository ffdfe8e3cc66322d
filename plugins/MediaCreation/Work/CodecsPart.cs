using System.Composition;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Holds the codecs of all plugins while content is prepared.</summary>
[Export]
[method: ImportingConstructor]
public sealed class CodecsPart(PixelCodecs codecs)
{
    /// <summary>The codecs.</summary>
    internal PixelCodecs Codecs => codecs;
}
