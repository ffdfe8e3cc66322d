using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.Move;

/// <summary>
/// Converts instances for peers that do not take them as they are stored: native ones between the native transfer syntaxes, and compressed ones, where a codec
/// decodes them, to native. That keeps the SOP Instance UID, for nothing more is lost by it (PS3.3 §C.7.6.1.1.5).
/// </summary>
internal sealed class Conversion(PixelCodecs codecs, DecodingFolder folder)
{
    private readonly HashSet<TransferSyntax> _decoded = [.. codecs.Decoded];

    /// <summary>What an instance is offered in beside the syntax it is stored in: the default, and the one that keeps its VRs (PS3.5 §10.1).</summary>
    public static TransferSyntax[] Offered { get; } = [TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian];

    private static readonly TransferSyntax[] Preferred = [.. Offered, TransferSyntax.DeflatedExplicitVRLittleEndian, TransferSyntax.ExplicitVRBigEndian];

    /// <summary>True for what can be converted.</summary>
    public bool IsPossible(TransferSyntax stored) => IsNative(stored) || _decoded.Contains(stored);

    /// <summary>The syntax to send in: as stored if the peer takes that, a native one, or null where it takes none.</summary>
    public TransferSyntax? Choose(IInstanceSender sender, InstanceContent content)
    {
        if (sender.Accepts(content.SopClass, content.TransferSyntax))
        {
            return content.TransferSyntax;
        }

        return IsPossible(content.TransferSyntax)
            ? Preferred.Select(syntax => (TransferSyntax?)syntax).FirstOrDefault(syntax => sender.Accepts(content.SopClass, syntax!.Value))
            : null;
    }

    /// <summary>The instance in another syntax; to be disposed before the stored one. A native one is converted while it is read.</summary>
    /// <exception cref="DicomEncodingException">The data set is damaged.</exception>
    /// <exception cref="PixelDataException">The pixel data are damaged, or too large.</exception>
    /// <exception cref="IOException">It cannot be read, or there is no room to decode it.</exception>
    public async ValueTask<InstanceContent> ConvertAsync(InstanceContent stored, TransferSyntax transferSyntax, CancellationToken cancellationToken) => IsNative(stored.TransferSyntax)
        ? new InstanceContent(
            stored.SopClass, stored.SopInstance, transferSyntax,
            DataSetTranscoder.Convert(stored.DataSet, stored.TransferSyntax, transferSyntax, stored.Length), InstanceContent.UnknownLength)
        : await folder.DecodeAsync(stored, transferSyntax, codecs, cancellationToken).ConfigureAwait(false);

    private static bool IsNative(TransferSyntax stored) => DataSetTranscoder.CanConvert(stored, TransferSyntax.ImplicitVRLittleEndian);
}
