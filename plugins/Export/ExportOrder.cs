using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Plugins.Export;

/// <summary>What a request wants exported.</summary>
/// <param name="Studies">The studies; 1 to 100.</param>
/// <param name="Deidentification">How they are de-identified; null for as they are.</param>
internal sealed record ExportOrder(ImmutableArray<Uid> Studies, DeidentifierOptions? Deidentification)
{
    private const int MaximumStudies = 100;

    /// <summary>Reads the query of a request.</summary>
    /// <exception cref="FormatException">It says something that cannot be done; the message is for whoever asked.</exception>
    public static ExportOrder Read(ImmutableArray<KeyValuePair<string, string>> query)
    {
        var studies = ImmutableArray.CreateBuilder<Uid>();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in query)
        {
            if (name == "study")
            {
                studies.Add(Uid.TryParse(value, out var uid) ? uid : throw new FormatException("A study is named by its UID."));
            }
            else if (name is not ("deidentify" or "dates" or "patientId" or "patientName") || !values.TryAdd(name, value))
            {
                throw new FormatException("The query has study, deidentify, dates, patientId and patientName; each but study once.");
            }
        }

        if (studies.Count is 0 or > MaximumStudies)
        {
            throw new FormatException($"1 to {MaximumStudies} studies are needed.");
        }

        return new ExportOrder([.. studies.Distinct()], DeidentificationOf(values));
    }

    private static DeidentifierOptions? DeidentificationOf(Dictionary<string, string> values)
    {
        switch (values.GetValueOrDefault("deidentify", "false"))
        {
            case "true":
                break;
            case "false" when values.Count <= (values.ContainsKey("deidentify") ? 1 : 0):
                return null;
            case "false":
                throw new FormatException("dates, patientId and patientName say how to de-identify: deidentify=true is needed.");
            default:
                throw new FormatException("deidentify is true or false.");
        }

        var options = new DeidentifierOptions
        {
            Profile = values.GetValueOrDefault("dates", "remove") switch
            {
                "remove" => ConfidentialityOptions.None,
                "shift" => ConfidentialityOptions.RetainLongitudinalModifiedDates,
                "keep" => ConfidentialityOptions.RetainLongitudinalFullDates,
                _ => throw new FormatException("dates is remove, shift or keep."),
            },
            PatientId = values.GetValueOrDefault("patientId"),
            PatientName = values.GetValueOrDefault("patientName"),
        };
        try
        {
            _ = new Deidentifier(options);
            return options;
        }
        catch (ArgumentException refusal)
        {
            throw new FormatException(refusal.Message, refusal);
        }
    }
}
