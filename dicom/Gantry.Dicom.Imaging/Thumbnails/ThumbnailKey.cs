using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gantry.Dicom.Imaging;

/// <summary>Which thumbnail: of which content, and how it looks.</summary>
/// <param name="SopInstance">SOP Instance UID (0008,0018).</param>
/// <param name="Digest">A digest of the instance as it is stored, in any form: another content under the same UID has another thumbnail.</param>
/// <param name="Options">How it is rendered; a <see cref="RenderOptions.MaximumSide"/> of null is <see cref="Thumbnail.DefaultSide"/>.</param>
/// <param name="FrameNumber">The frame, from 1; null for the one that stands for the instance.</param>
public sealed record ThumbnailKey(Uid SopInstance, string Digest, RenderOptions Options, int? FrameNumber = null)
{
    // Nothing for the whole, as before there were regions: what is in a folder stays in use.
    private string RegionText => Options.Region is { } region ? string.Create(CultureInfo.InvariantCulture, $"\n{region.Left:R}\n{region.Top:R}\n{region.Right:R}\n{region.Bottom:R}") : "";

    /// <summary>The name of its file: nothing of the instance is to be read in it.</summary>
    internal string FileName => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{SopInstance}\n{Digest}\n{FrameNumber}\n{Options.MaximumSide ?? Thumbnail.DefaultSide}\n{Options.Window?.Center:R}\n{Options.Window?.Width:R}\n{Options.Window?.Function}\n{Options.ShowsOverlays}\n{Options.AppliesPixelAspectRatio}\n{Options.IsInverted}{RegionText}")))) + ThumbnailCache.Extension;
}
