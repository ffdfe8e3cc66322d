using System.Globalization;
using System.Text.RegularExpressions;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Fills the tokens of the fields of a label: <c>{PatientName}</c> and so on.</summary>
internal static partial class LabelTokens
{
    /// <summary>The form of a field, as a regular expression: text with tokens.</summary>
    public const string Form = @"(?:[^{}\x00-\x1F]|\{(?:" + Names + @")\}){0,260}";

    private const string Names = "PatientName|PatientID|PatientBirthDate|PatientSex|StudyDate|StudyDescription|AccessionNumber|InstitutionName|Modalities|NumberOfStudies|NumberOfInstances"
        + "|LabelText|BarcodeValue|BarcodeSymbology|Disposition|Disc|Part|Parts|Copies|Volume|Created";

    /// <summary>A field with the values of an order in place of its tokens; a token without a value is empty.</summary>
    /// <param name="field">The field.</param>
    /// <param name="order">The order.</param>
    /// <param name="dateForm">How dates are written.</param>
    public static string Fill(string field, MediaOrder order, string dateForm) =>
        TokenForm().Replace(field, token => Value(token.Groups["name"].Value, order, dateForm)).Trim();

    private static string Value(string name, MediaOrder order, string dateForm)
    {
        var (label, found) = (order.Label, order.Label.Attributes);
        return name switch
        {
            "PatientName" => Name(found.GetText(Tags.PatientName)),
            "PatientID" => found.GetText(Tags.PatientID),
            "PatientBirthDate" => Date(found.GetText(Tags.PatientBirthDate), dateForm),
            "PatientSex" => found.GetText(Tags.PatientSex),
            "StudyDate" => Date(found.GetText(Tags.StudyDate), dateForm),
            "StudyDescription" => found.GetText(Tags.StudyDescription),
            "AccessionNumber" => found.GetText(Tags.AccessionNumber),
            "InstitutionName" => found.GetText(Tags.InstitutionName),
            "Modalities" => found.GetText(Tags.ModalitiesInStudy)?.Replace('\\', ' '),
            "NumberOfStudies" => found.GetText(Tags.NumberOfPatientRelatedStudies),
            "NumberOfInstances" => found.GetText(Tags.NumberOfStudyRelatedInstances),
            "LabelText" => label.Text,
            "BarcodeValue" => label.BarcodeValue,
            "BarcodeSymbology" => label.BarcodeSymbology,
            "Disposition" => order.Disposition,
            "Disc" => order.Parts > 1 ? string.Create(CultureInfo.InvariantCulture, $"{order.Part}/{order.Parts}") : "",
            "Part" => order.Part.ToString(CultureInfo.InvariantCulture),
            "Parts" => order.Parts.ToString(CultureInfo.InvariantCulture),
            "Copies" => order.Copies.ToString(CultureInfo.InvariantCulture),
            "Volume" => order.Volume,
            _ => order.CreatedAt.ToString(dateForm, CultureInfo.InvariantCulture),
        } ?? "";
    }

    // As people write it: the family name, and the others behind a comma. Of the component groups the first that says something.
    private static string Name(string? value)
    {
        var group = (value ?? "").Split('=').FirstOrDefault(one => !string.IsNullOrWhiteSpace(one)) ?? "";
        var components = group.Split('^', StringSplitOptions.TrimEntries);
        var others = string.Join(' ', components.Skip(1).Where(component => component.Length > 0));
        return others.Length == 0 ? components[0] : components[0].Length == 0 ? others : $"{components[0]}, {others}";
    }

    private static string? Date(string? value, string form) =>
        DateOnly.TryParseExact(value?.Trim(), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.ToString(form, CultureInfo.InvariantCulture) : value;

    [GeneratedRegex(@"\{(?<name>" + Names + @")\}")]
    private static partial Regex TokenForm();
}
