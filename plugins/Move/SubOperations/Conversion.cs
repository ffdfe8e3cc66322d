using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.Move;

/// <summary>
/// Converts instances for peers that do not take them as they are stored: native ones between the native transfer syntaxes, and compressed ones, where a codec
/// decodes them, to native; images without loss to what compresses without, for a peer that takes nothing else. Where whoever asked prefers a transfer syntax, they are converted to that. All of it keeps the SOP Instance UID, for nothing
/// more is lost by it (PS3.3 §C.7.6.1.1.5).
/// </summary>
/// <param name="codecs">Who decodes and encodes.</param>
/// <param name="folder">Where that is done.</param>
/// <param name="wanted">What images are sent in where the peer takes it; null for as they are stored.</param>
internal sealed class Conversion(PixelCodecs codecs, DecodingFolder folder, TransferSyntax? wanted = null)
{
    private static readonly TransferSyntax[] Fallbacks = [TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian];
    private static readonly TransferSyntax[] Preferred = [.. Fallbacks, TransferSyntax.DeflatedExplicitVRLittleEndian, TransferSyntax.ExplicitVRBigEndian];
    private readonly HashSet<TransferSyntax> _decoded = [.. codecs.Decoded], _encoded = [.. codecs.Encoded];

    /// <summary>The same without a transfer syntax that is preferred.</summary>
    public Conversion AsStored => wanted is null ? this : new Conversion(codecs, folder);

    /// <summary>What instances are offered in beside the syntax they are stored in: the one that is preferred, the default, and the one that keeps their VRs (PS3.5 §10.1).</summary>
    public IEnumerable<TransferSyntax> OfferedFor(Uid sopClass, TransferSyntax stored) =>
        [.. IsWanted(sopClass, stored) ? new[] { wanted!.Value } : [], .. IsPossible(stored) ? Fallbacks : []];

    /// <summary>True for what can be converted.</summary>
    public bool IsPossible(TransferSyntax stored) => IsNative(stored) || _decoded.Contains(stored);

    /// <summary>The syntax to send in: as stored if the peer takes that, else a native one, else for an image without loss one that compresses without; or null where it takes none.</summary>
    public TransferSyntax? Choose(IInstanceSender sender, InstanceContent content)
    {
        if (IsWanted(content.SopClass, content.TransferSyntax) && sender.Accepts(content.SopClass, wanted!.Value))
        {
            return wanted;
        }

        if (sender.Accepts(content.SopClass, content.TransferSyntax))
        {
            return content.TransferSyntax;
        }

        return FirstAccepted(IsPossible(content.TransferSyntax) ? Preferred : [])
            ?? FirstAccepted(IsImageWithoutLoss(content.SopClass, content.TransferSyntax) ? SendingSyntaxes.All.Where(_encoded.Contains) : []);

        TransferSyntax? FirstAccepted(IEnumerable<TransferSyntax> syntaxes) =>
            syntaxes.Select(syntax => (TransferSyntax?)syntax).FirstOrDefault(syntax => sender.Accepts(content.SopClass, syntax!.Value));
    }

    /// <summary>The instance in another syntax; to be disposed before the stored one. A native one is converted while it is read.</summary>
    /// <exception cref="DicomEncodingException">The data set is damaged.</exception>
    /// <exception cref="PixelDataException">The pixel data are damaged, or too large.</exception>
    /// <exception cref="IOException">It cannot be read, or there is no room to decode it.</exception>
    public async ValueTask<InstanceContent> ConvertAsync(InstanceContent stored, TransferSyntax transferSyntax, CancellationToken cancellationToken) =>
        DataSetTranscoder.CanConvert(stored.TransferSyntax, transferSyntax)
        ? new InstanceContent(
            stored.SopClass, stored.SopInstance, transferSyntax,
            DataSetTranscoder.Convert(stored.DataSet, stored.TransferSyntax, transferSyntax, stored.Length), InstanceContent.UnknownLength)
        : await folder.DecodeAsync(stored, transferSyntax, codecs, cancellationToken).ConfigureAwait(false);

    private bool IsWanted(Uid sopClass, TransferSyntax stored) =>
        wanted is { } syntax && syntax != stored && IsImageWithoutLoss(sopClass, stored) && (IsNative(syntax) || _encoded.Contains(syntax));

    // An image that was compressed with loss stays as it is: decoded it would only be larger, and encoded anew it would be no better.
    private bool IsImageWithoutLoss(Uid sopClass, TransferSyntax stored) =>
        StorageSopClasses.TryGet(sopClass, out var known) && known.Kind == StorageSopClassKind.Image
        && (IsNative(stored) || (SendingSyntaxes.Contains(stored) && _decoded.Contains(stored)));

    private static bool IsNative(TransferSyntax stored) => DataSetTranscoder.CanConvert(stored, TransferSyntax.ImplicitVRLittleEndian);
}
