using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>The transfer syntaxes that whoever has images sent can choose: those that lose nothing, so that the SOP Instance UID stays.</summary>
public static class SendingSyntaxes
{
    /// <summary>All of them; which of them a server can encode in depends on its codecs.</summary>
    public static ImmutableArray<TransferSyntax> All { get; } =
    [
        TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.DeflatedExplicitVRLittleEndian, new(Uids.RLELossless),
        new(Uids.JPEGLosslessSV1), new(Uids.JPEGLSLossless), new(Uids.JPEG2000Lossless), new(Uids.HTJ2KLossless),
    ];

    /// <summary>True for one of them.</summary>
    public static bool Contains(TransferSyntax transferSyntax) => All.Contains(transferSyntax);
}
