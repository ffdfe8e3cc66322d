using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>What is to be printed on a medium (PS3.4 §S.3.2.1.1.4). All of it may identify the patient.</summary>
public sealed record MediaLabel
{
    /// <summary>A label with nothing on it.</summary>
    public static MediaLabel None { get; } = new();

    /// <summary>Label Text (2200,0002); empty unless set.</summary>
    public string Text { get; init; } = "";

    /// <summary>Label Style Selection (2200,0003): a hint, which means to each device what its settings say; empty unless set.</summary>
    public string Style { get; init; } = "";

    /// <summary>Barcode Value (2200,0005); empty unless set.</summary>
    public string BarcodeValue { get; init; } = "";

    /// <summary>Barcode Symbology (2200,0006), as <c>CODE128</c>; empty unless set.</summary>
    public string BarcodeSymbology { get; init; } = "";

    /// <summary>
    /// What was taken from the instances on the medium, where the request has it printed or does not say: Patient's Name, Patient ID, Patient's Birth Date, Patient's Sex,
    /// Study Date, Study Description, Accession Number and Institution Name of the first study, Modalities in Study of all, Number of Patient Related Studies as the number of
    /// studies and Number of Study Related Instances as that of instances. Empty where it is not to be printed.
    /// </summary>
    public DicomDataSet Attributes { get; init; } = DicomDataSet.Empty;
}
