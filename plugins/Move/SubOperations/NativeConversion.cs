using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Move;

/// <summary>Converts instances between the native transfer syntaxes, for peers that do not take the one they are stored in.</summary>
internal static class NativeConversion
{
    /// <summary>What a native instance is offered in beside the syntax it is stored in: the default, and the one that keeps its VRs (PS3.5 §10.1).</summary>
    public static TransferSyntax[] Offered { get; } = [TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian];

    private static readonly TransferSyntax[] Preferred = [.. Offered, TransferSyntax.DeflatedExplicitVRLittleEndian, TransferSyntax.ExplicitVRBigEndian];

    /// <summary>True for what can be converted.</summary>
    public static bool IsPossible(TransferSyntax stored) => DataSetTranscoder.CanConvert(stored, TransferSyntax.ImplicitVRLittleEndian);

    /// <summary>The syntax to send in: as stored if the peer takes that, another native one, or null where it takes none.</summary>
    public static TransferSyntax? Choose(IInstanceSender sender, InstanceContent content)
    {
        if (sender.Accepts(content.SopClass, content.TransferSyntax))
        {
            return content.TransferSyntax;
        }

        return IsPossible(content.TransferSyntax)
            ? Preferred.Select(syntax => (TransferSyntax?)syntax).FirstOrDefault(syntax => sender.Accepts(content.SopClass, syntax!.Value))
            : null;
    }

    /// <summary>The instance in another syntax, converted while it is read; to be disposed before the stored one.</summary>
    public static InstanceContent Convert(InstanceContent stored, TransferSyntax transferSyntax) => new(
        stored.SopClass, stored.SopInstance, transferSyntax,
        DataSetTranscoder.Convert(stored.DataSet, stored.TransferSyntax, transferSyntax, stored.Length), InstanceContent.UnknownLength);
}
