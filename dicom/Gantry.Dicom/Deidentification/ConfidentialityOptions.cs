namespace Gantry.Dicom;

/// <summary>The options of the Basic Application Level Confidentiality Profile (PS3.15 §E.3). Each says how it is performed here, or that it is refused.</summary>
[Flags]
public enum ConfidentialityOptions
{
    /// <summary>The basic profile alone (PS3.15 §E.2): all below is removed, emptied or replaced.</summary>
    None = 0,

    /// <summary>
    /// Private elements stay where they are known to be safe: those in <see cref="DeidentifierOptions.SafePrivateElements"/>, and those that the data set's
    /// own Private Data Element Characteristics Sequence (0008,0300) declares to be without identifying information (PS3.15 §E.3.10).
    /// </summary>
    RetainSafePrivate = 1 << 0,

    /// <summary>UIDs stay (PS3.15 §E.3.9).</summary>
    RetainUids = 1 << 1,

    /// <summary>What identifies the device stays (PS3.15 §E.3.8); AE titles only where <see cref="DeidentifierOptions.AcceptedTexts"/> has them.</summary>
    RetainDeviceIdentity = 1 << 2,

    /// <summary>What identifies the institution stays (PS3.15 §E.3.11).</summary>
    RetainInstitutionIdentity = 1 << 3,

    /// <summary>
    /// Sex, age, size, weight and the like stay (PS3.15 §E.3.7); free text, e.g. allergies, only where <see cref="DeidentifierOptions.AcceptedTexts"/> has it.
    /// </summary>
    RetainPatientCharacteristics = 1 << 4,

    /// <summary>Dates and times stay (PS3.15 §E.3.6).</summary>
    RetainLongitudinalFullDates = 1 << 5,

    /// <summary>
    /// Dates move by a number of days that is one and the same for all instances of a patient; times of day stay (PS3.15 §E.3.6). A value that is no full date
    /// falls back to the basic profile. Excludes <see cref="RetainLongitudinalFullDates"/>.
    /// </summary>
    RetainLongitudinalModifiedDates = 1 << 6,

    /// <summary>
    /// Descriptions stay where <see cref="DeidentifierOptions.AcceptedTexts"/> has them, letter by letter: somebody has looked at these. All others are
    /// treated as the basic profile says. Codes of public coding schemes stay (PS3.15 §E.3.5).
    /// </summary>
    CleanDescriptors = 1 << 7,

    /// <summary>
    /// Items of content, acquisition context and specimen preparation stay with their codes of public coding schemes and their numbers; names, dates and UIDs in
    /// them are treated by the table, free text is replaced unless <see cref="DeidentifierOptions.AcceptedTexts"/> has it (PS3.15 §E.3.4).
    /// </summary>
    CleanStructuredContent = 1 << 8,

    /// <summary>Refused: whether a drawing or an overlay identifies the patient, a person has to see (PS3.15 §E.3.3).</summary>
    CleanGraphics = 1 << 9,

    /// <summary>Refused: whether text is burned into the pixels, a person has to see (PS3.15 §E.3.1).</summary>
    CleanPixelData = 1 << 10,

    /// <summary>Refused: whether a face can be made from the pixels, a person has to see (PS3.15 §E.3.2).</summary>
    CleanRecognizableVisualFeatures = 1 << 11,
}
