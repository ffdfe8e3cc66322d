namespace Gantry.Dicom;

/// <summary>What a de-identified data set says of itself (PS3.15 §E.2, CID 7050).</summary>
internal static class DeidentificationMethod
{
    private static readonly (ConfidentialityOptions Option, string Code, string Meaning)[] Options =
    [
        (ConfidentialityOptions.None, "113100", "Basic Application Confidentiality Profile"),
        (ConfidentialityOptions.CleanStructuredContent, "113104", "Clean Structured Content Option"),
        (ConfidentialityOptions.CleanDescriptors, "113105", "Clean Descriptors Option"),
        (ConfidentialityOptions.RetainLongitudinalFullDates, "113106", "Retain Longitudinal Temporal Information Full Dates Option"),
        (ConfidentialityOptions.RetainLongitudinalModifiedDates, "113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
        (ConfidentialityOptions.RetainPatientCharacteristics, "113108", "Retain Patient Characteristics Option"),
        (ConfidentialityOptions.RetainDeviceIdentity, "113109", "Retain Device Identity Option"),
        (ConfidentialityOptions.RetainUids, "113110", "Retain UIDs Option"),
        (ConfidentialityOptions.RetainSafePrivate, "113111", "Retain Safe Private Option"),
        (ConfidentialityOptions.RetainInstitutionIdentity, "113112", "Retain Institution Identity Option"),
    ];

    /// <summary>The data set with the attributes that tell how it was de-identified.</summary>
    public static DicomDataSet AddTo(DicomDataSet dataSet, DeidentifierOptions options)
    {
        var used = Options.Where(option => option.Option == ConfidentialityOptions.None || options.Has(option.Option)).ToList();
        return dataSet.ToBuilder()
            .Set(Tags.PatientIdentityRemoved, "YES")
            .Set(Tags.DeidentificationMethod, used.Select(option => option.Meaning))
            .Set(Tags.DeidentificationMethodCodeSequence, used.Select(option => new DicomDataSetBuilder()
                .Add(Tags.CodeValue, option.Code)
                .Add(Tags.CodingSchemeDesignator, "DCM")
                .Add(Tags.CodeMeaning, option.Meaning)
                .Build()))
            .Set(Tags.LongitudinalTemporalInformationModified, options.Has(ConfidentialityOptions.RetainLongitudinalFullDates) ? "UNMODIFIED"
                : options.Has(ConfidentialityOptions.RetainLongitudinalModifiedDates) ? "MODIFIED" : "REMOVED")
            .Build();
    }
}
