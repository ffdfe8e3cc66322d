using System.Collections.Frozen;
using System.Collections.Immutable;
using static Gantry.Dicom.DirectoryRecordKey;

namespace Gantry.Dicom;

/// <summary>The Directory Record Types (0004,1430), where they stand (PS3.3 §F.4) and which keys they have (PS3.3 §F.5).</summary>
/// <remarks>The keys that the general purpose profiles add (PS3.11 §H.3, §J.3, §M.3) are in all file-sets: no profile forbids them.</remarks>
internal static class DirectoryRecordTypes
{
    public const string Patient = "PATIENT", Study = "STUDY", Series = "SERIES", Private = "PRIVATE";
    private const int InstanceLevel = 3;

    private static readonly ImmutableArray<DirectoryRecordKey> Labelled =
    [
        One(Tags.ContentDate), One(Tags.ContentTime), One(Tags.InstanceNumber), One(Tags.ContentLabel), Two(Tags.ContentDescription), Two(Tags.ContentCreatorName),
    ];

    private static readonly FrozenDictionary<string, ImmutableArray<DirectoryRecordKey>> ByType = new Dictionary<string, ImmutableArray<DirectoryRecordKey>>
    {
        [Patient] = [One(Tags.PatientID), Two(Tags.PatientName), Three(Tags.PatientBirthDate), Three(Tags.PatientSex)],
        [Study] = [One(Tags.StudyDate), One(Tags.StudyTime), One(Tags.StudyID), Two(Tags.StudyDescription), Two(Tags.AccessionNumber), One(Tags.StudyInstanceUID)],
        [Series] =
        [
            One(Tags.Modality), One(Tags.SeriesInstanceUID), One(Tags.SeriesNumber), Three(Tags.SeriesDescription), Three(Tags.InstitutionName), Three(Tags.InstitutionAddress),
            Three(Tags.PerformingPhysicianName),
        ],
        ["IMAGE"] =
        [
            One(Tags.InstanceNumber), Three(Tags.ImageType), Three(Tags.Rows), Three(Tags.Columns), Three(Tags.NumberOfFrames), Three(Tags.CalibrationImage),
            Three(Tags.LossyImageCompressionRatio), Three(Tags.FrameOfReferenceUID), Three(Tags.SynchronizationFrameOfReferenceUID), Three(Tags.AcquisitionTimeSynchronized),
            Three(Tags.AcquisitionDateTime), Three(Tags.ImagePositionPatient), Three(Tags.ImageOrientationPatient), Three(Tags.PixelSpacing), Three(Tags.ReferencedImageSequence),
        ],
        ["RT DOSE"] = [One(Tags.InstanceNumber), One(Tags.DoseSummationType), Three(Tags.DoseComment)],
        ["RT STRUCTURE SET"] = [One(Tags.InstanceNumber), One(Tags.StructureSetLabel), Two(Tags.StructureSetDate), Two(Tags.StructureSetTime)],
        ["RT PLAN"] = [One(Tags.InstanceNumber), One(Tags.RTPlanLabel), Two(Tags.RTPlanDate), Two(Tags.RTPlanTime)],
        ["RT TREAT RECORD"] = [One(Tags.InstanceNumber), Two(Tags.TreatmentDate), Two(Tags.TreatmentTime)],
        ["PRESENTATION"] =
        [
            One(Tags.PresentationCreationDate), One(Tags.PresentationCreationTime), One(Tags.InstanceNumber), One(Tags.ContentLabel), Two(Tags.ContentDescription),
            Two(Tags.ContentCreatorName), Three(Tags.ReferencedSeriesSequence), Three(Tags.BlendingSequence),
        ],
        ["WAVEFORM"] = [One(Tags.InstanceNumber), One(Tags.ContentDate), One(Tags.ContentTime)],
        ["SR DOCUMENT"] =
        [
            One(Tags.InstanceNumber), One(Tags.CompletionFlag), One(Tags.VerificationFlag), One(Tags.ContentDate), One(Tags.ContentTime), Three(Tags.VerificationDateTime),
            One(Tags.ConceptNameCodeSequence), Three(Tags.ContentSequence),
        ],
        ["KEY OBJECT DOC"] = [One(Tags.InstanceNumber), One(Tags.ContentDate), One(Tags.ContentTime), One(Tags.ConceptNameCodeSequence), Three(Tags.ContentSequence)],
        ["SPECTROSCOPY"] =
        [
            One(Tags.ImageType), One(Tags.ContentDate), One(Tags.ContentTime), One(Tags.InstanceNumber), One(Tags.NumberOfFrames), One(Tags.Rows), One(Tags.Columns),
            One(Tags.DataPointRows), One(Tags.DataPointColumns), Three(Tags.ReferencedImageEvidenceSequence),
        ],
        ["RAW DATA"] = [One(Tags.ContentDate), One(Tags.ContentTime), Two(Tags.InstanceNumber)],
        ["REGISTRATION"] = Labelled,
        ["FIDUCIAL"] = Labelled,
        ["VALUE MAP"] = Labelled,
        ["SURFACE"] = Labelled,
        ["MEASUREMENT"] = Labelled,
        ["TRACT"] = Labelled,
        ["ENCAP DOC"] =
        [
            Two(Tags.ContentDate), Two(Tags.ContentTime), One(Tags.InstanceNumber), Two(Tags.DocumentTitle), Three(Tags.HL7InstanceIdentifier), Two(Tags.ConceptNameCodeSequence),
            One(Tags.MIMETypeOfEncapsulatedDocument),
        ],
        ["STEREOMETRIC"] = [],
        ["PLAN"] = [],
        ["SURFACE SCAN"] = [One(Tags.ContentDate), One(Tags.ContentTime)],
        ["ASSESSMENT"] = [One(Tags.InstanceNumber), One(Tags.InstanceCreationDate), Two(Tags.InstanceCreationTime)],
        ["RADIOTHERAPY"] =
        [
            One(Tags.InstanceNumber), Three(Tags.UserContentLabel), Three(Tags.UserContentLongLabel), Two(Tags.ContentDescription), Two(Tags.ContentCreatorName),
        ],
        ["ANNOTATION"] = Labelled,
        ["WF PRESENTATION"] =
        [
            One(Tags.InstanceNumber), One(Tags.ContentLabel), One(Tags.PresentationCreationDate), One(Tags.PresentationCreationTime), Two(Tags.ContentDescription),
            Three(Tags.ReferencedSeriesSequence),
        ],
        ["HANGING PROTOCOL"] =
        [
            One(Tags.HangingProtocolName), One(Tags.HangingProtocolDescription), One(Tags.HangingProtocolLevel), One(Tags.HangingProtocolCreator),
            One(Tags.HangingProtocolCreationDateTime), One(Tags.HangingProtocolDefinitionSequence), One(Tags.NumberOfPriorsReferenced),
            Two(Tags.HangingProtocolUserIdentificationCodeSequence),
        ],
        ["PALETTE"] = [One(Tags.ContentLabel), Two(Tags.ContentDescription)],
        ["IMPLANT"] = [One(Tags.Manufacturer), One(Tags.ImplantName), Three(Tags.ImplantSize), One(Tags.ImplantPartNumber)],
        ["IMPLANT GROUP"] = [One(Tags.ImplantTemplateGroupName), Three(Tags.ImplantTemplateGroupDescription), One(Tags.ImplantTemplateGroupIssuer)],
        ["IMPLANT ASSY"] = [One(Tags.ImplantAssemblyTemplateName), One(Tags.ImplantAssemblyTemplateIssuer), One(Tags.ProcedureTypeCodeSequence)],
        ["INVENTORY"] =
        [
            One(Tags.ContentDate), One(Tags.ContentTime), One(Tags.InventoryLevel), One(Tags.InventoryCompletionStatus), One(Tags.TotalNumberOfStudyRecords),
            Two(Tags.InventoryPurpose), Two(Tags.ScopeOfInventorySequence),
        ],
    }.ToFrozenDictionary();

    /// <summary>The keys of a type; none of one that is private or not known.</summary>
    public static ImmutableArray<DirectoryRecordKey> KeysOf(string type) => ByType.GetValueOrDefault(type, []);

    /// <summary>True for a type that the standard still has.</summary>
    public static bool Contains(string type) => ByType.ContainsKey(type);

    /// <summary>How far below the root records of a type usually are: 0 for patients, 3 for instances.</summary>
    public static int LevelOf(string type) => type switch
    {
        Patient or "HANGING PROTOCOL" or "PALETTE" or "IMPLANT" or "IMPLANT GROUP" or "IMPLANT ASSY" or "INVENTORY" => 0,
        Study => 1,
        Series => 2,
        _ => InstanceLevel,
    };
}
