using System.Collections.Frozen;

namespace Gantry.Dicom;

/// <summary>What the table of PS3.15 §E.1 leaves open: attributes that it does not name.</summary>
internal static class KnownElements
{
    // They name a class, a syntax, a scheme or a piece of software, not an instance.
    private static readonly FrozenSet<Tag> OfClasses = new[]
    {
        Tags.AffectedSOPClassUID, Tags.RequestedSOPClassUID, Tags.MediaStorageSOPClassUID, Tags.TransferSyntaxUID, Tags.ImplementationClassUID,
        Tags.RTVCommunicationSOPClassUID, Tags.SOPClassUID, Tags.RelatedGeneralSOPClassUID, Tags.OriginalSpecializedSOPClassUID, Tags.SOPClassesInStudy,
        Tags.CodingSchemeUID, Tags.ContextGroupExtensionCreatorUID, Tags.ContextUID, Tags.MappingResourceUID, Tags.StoredInstanceTransferSyntaxUID,
        Tags.ReferencedSOPClassUID, Tags.SOPClassesSupported, Tags.AvailableTransferSyntaxUID, Tags.CreatorVersionUID, Tags.FlowTransferSyntaxUID,
        Tags.MACCalculationTransferSyntaxUID, Tags.EncryptedContentTransferSyntaxUID, Tags.ReferencedSOPClassUIDInFile,
        Tags.ReferencedTransferSyntaxUIDInFile, Tags.ReferencedRelatedGeneralSOPClassUIDInFile, Tags.SegmentationTemplateUID,
        Tags.PertinentSOPClassesInStudy, Tags.PertinentSOPClassesInSeries,
    }.ToFrozenSet();

    // What makes a code: its parts say nothing of a person where the scheme is a public one.
    private static readonly FrozenSet<Tag> OfCodes = new[]
    {
        Tags.CodeValue, Tags.LongCodeValue, Tags.URNCodeValue, Tags.CodingSchemeDesignator, Tags.CodingSchemeVersion, Tags.CodeMeaning,
    }.ToFrozenSet();

    private static readonly FrozenSet<string> PublicSchemes = new[]
    {
        "DCM", "SCT", "SRT", "SNM3", "LN", "UCUM", "RADLEX", "FMA", "NCIt", "I9", "I9C", "I10", "I10P", "ICD10", "ICDO3", "MDC", "BI", "RADELEMENT", "UMLS",
    }.ToFrozenSet();

    /// <summary>True for a UID that is the same in the instances of everybody.</summary>
    public static bool IsUidOfClass(Tag tag) => OfClasses.Contains(tag);

    /// <summary>True for a part of a code from a public coding scheme.</summary>
    public static bool IsPublicCode(DicomDataSet owner, Tag tag) =>
        OfCodes.Contains(tag) && owner.GetString(Tags.CodingSchemeDesignator) is { } scheme && PublicSchemes.Contains(scheme);

    /// <summary>True for text that is free, so that anything may stand in it.</summary>
    public static bool IsFreeText(Vr vr) =>
        vr == Vr.LO || vr == Vr.SH || vr == Vr.LT || vr == Vr.ST || vr == Vr.UC || vr == Vr.UT || vr == Vr.UR || vr == Vr.PN || vr == Vr.AE;

    /// <summary>True for values that structure content, as code strings and counts do.</summary>
    public static bool IsStructure(Vr vr) => vr == Vr.CS || vr == Vr.AT || vr == Vr.US || vr == Vr.SS || vr == Vr.UL || vr == Vr.SL;
}
