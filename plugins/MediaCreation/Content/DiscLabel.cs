using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.MediaCreation;

/// <summary>The label of a medium, of what was asked for and what is on it.</summary>
internal static class DiscLabel
{
    private static readonly Tag[] OfFirstStudy =
    [
        Tags.PatientName, Tags.PatientID, Tags.PatientBirthDate, Tags.PatientSex, Tags.StudyDate, Tags.StudyDescription, Tags.AccessionNumber, Tags.InstitutionName,
    ];

    /// <summary>What was found in the instances.</summary>
    public static DicomDataSet Extract(Disc disc)
    {
        var label = new DicomDataSetBuilder().Set(Tags.SpecificCharacterSet, "ISO_IR 192");
        foreach (var tag in OfFirstStudy)
        {
            if (disc.Studies.First().First.GetText(tag) is { Length: > 0 } text)
            {
                label.Set(tag, text);
            }
        }

        return label
            .Set(Tags.ModalitiesInStudy, disc.Studies.SelectMany(study => study.Modalities).Distinct().Order(StringComparer.Ordinal))
            .Set(Tags.NumberOfPatientRelatedStudies, disc.Studies.Count)
            .Set(Tags.NumberOfStudyRelatedInstances, disc.Instances)
            .Build();
    }

    /// <summary>The label.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="extracted">What was found in the instances; empty where that is not to be printed.</param>
    public static MediaLabel Of(DicomDataSet request, DicomDataSet extracted) => new()
    {
        Text = request.GetText(Tags.LabelText) ?? "",
        Style = request.GetText(Tags.LabelStyleSelection) ?? "",
        BarcodeValue = request.GetText(Tags.BarcodeValue) ?? "",
        BarcodeSymbology = request.GetText(Tags.BarcodeSymbology) ?? "",
        Attributes = extracted,
    };
}
