using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.ImageFile;

/// <summary>A label as lines of text: for whoever burns the image, and writes on the disc by hand.</summary>
internal static class LabelText
{
    /// <summary>The lines; empty where there is nothing to say.</summary>
    public static string Of(MediaOrder order)
    {
        var (label, found) = (order.Label, order.Label.Attributes);
        string?[] lines =
        [
            label.Text,
            found.GetPersonName(Tags.PatientName)?.ToString() is { Length: > 0 } name ? name : null,
            Line("Patient ID", found.GetText(Tags.PatientID)),
            Line("Born", found.GetText(Tags.PatientBirthDate)),
            Line("Study", string.Join(' ', ((string?[])[found.GetText(Tags.StudyDate), found.GetText(Tags.StudyDescription)]).Where(text => !string.IsNullOrWhiteSpace(text)))),
            Line("Accession number", found.GetText(Tags.AccessionNumber)),
            Line("Modalities", found.GetText(Tags.ModalitiesInStudy)?.Replace('\\', ' ')),
            Line("Institution", found.GetText(Tags.InstitutionName)),
            Line(label.BarcodeSymbology.Length > 0 ? label.BarcodeSymbology : "Barcode", label.BarcodeValue),
            order.Parts > 1 ? string.Create(CultureInfo.InvariantCulture, $"Disc {order.Part} of {order.Parts}") : null,
            Line("To", order.Disposition),
        ];
        return string.Join('\n', lines.Where(line => !string.IsNullOrWhiteSpace(line)));
    }

    private static string? Line(string name, string? value) => string.IsNullOrWhiteSpace(value) ? null : $"{name}: {value}";
}
