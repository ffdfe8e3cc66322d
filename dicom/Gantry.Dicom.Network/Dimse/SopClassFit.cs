using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>Whether a SOP class may be named on a presentation context (PS3.7 §A.4 and §D.3.3.6, PS3.4 §CC.3, §H.3).</summary>
internal static class SopClassFit
{
    // Unified Procedure Step: every command names the Push SOP class, whatever the context's abstract syntax is.
    private const string UnifiedProcedureStep = "1.2.840.10008.5.1.4.34.6.";

    public static bool Fits(Uid sopClass, Uid abstractSyntax, ImmutableArray<SopClassCommonExtendedNegotiation> negotiated)
    {
        if (sopClass == abstractSyntax)
        {
            return true;
        }

        if (DicomUidRegistry.TryGet(abstractSyntax, out var entry) && entry.Type == "Meta SOP Class")
        {
            return true;
        }

        if (sopClass.Value.StartsWith(UnifiedProcedureStep, StringComparison.Ordinal))
        {
            return abstractSyntax.Value.StartsWith(UnifiedProcedureStep, StringComparison.Ordinal);
        }

        foreach (var common in negotiated)
        {
            if (common.SopClassUid == sopClass && common.RelatedGeneralSopClassUids.Contains(abstractSyntax))
            {
                return true;
            }
        }

        return false;
    }
}
