using System.Collections;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Logging;

/// <summary>Turns what a plugin logs into what the host may keep: values of the framework or text, and patient data only where it is asked for.</summary>
internal static class LogValue
{
    private const int LongestText = 8_192;
    private const int MostItems = 20;

    // Names of attributes that identify a patient, as authors would write them in a message: {PatientName}, {AccessionNumber}.
    private static readonly HashSet<string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "AccessionNumber", "BirthDate", "OtherPatientIDs", "OtherPatientNames", "ResponsiblePerson", "MedicalRecordLocator", "IssuerOfPatientID",
        "MilitaryRank", "CountryOfResidence", "RegionOfResidence", "EthnicGroup", "Identifier", "DataSet",
    };

    /// <summary>The value as it may go into a log event.</summary>
    public static object? Of(string name, object? value, bool withPatientData)
    {
        var isPatients = IsPatients(name.TrimStart('@', '$')) || value is DicomDataSet or DicomElement or PersonName;
        return value switch
        {
            null => null,
            PatientData data => withPatientData ? data.Value : PatientData.Placeholder,
            _ when isPatients && !withPatientData => PatientData.Placeholder,
            string text => Cut(text),
            bool or byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal => value,
            DateTime or DateTimeOffset or TimeSpan or DateOnly or TimeOnly or Guid => value,
            Exception exception => FaultText.Of(exception, withPatientData),
            _ => Text(value, withPatientData),
        };
    }

    private static bool IsPatients(string name) => name.StartsWith("Patient", StringComparison.OrdinalIgnoreCase) || OtherNames.Contains(name);

    private static string Text(object value, bool withPatientData)
    {
        try
        {
            return Cut(value is IEnumerable items
                ? string.Join(", ", items.Cast<object?>().Take(MostItems).Select(item => Convert.ToString(Of("", item, withPatientData), CultureInfo.InvariantCulture)))
                : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        }
#pragma warning disable CA1031 // it is the plugin's code that makes the text
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return $"({exception.GetType().Name} in making this text)";
        }
    }

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
