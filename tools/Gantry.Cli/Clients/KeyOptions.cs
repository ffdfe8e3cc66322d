using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Dicom;

namespace Gantry.Cli.Clients;

/// <summary>The options that choose patients, studies, series and instances.</summary>
internal sealed class KeyOptions
{
    private readonly Option<string[]> _keys = new("--key", "-k")
    {
        Description = "A key: PatientName=A*, 0010,0010=A*; without '=' it is only asked for. Any number.",
        HelpName = "KEY=VALUE",
    };

    private readonly (Option<string> Option, Tag Tag)[] _friendly =
    [
        Friendly("--patient", "Patient's Name; * and ? are wild cards.", "NAME", Tags.PatientName),
        Friendly("--patient-id", "Patient ID.", "ID", Tags.PatientID),
        Friendly("--accession", "Accession Number.", "NUMBER", Tags.AccessionNumber),
        Friendly("--date", "Study Date: 2026-01-31, a range 2026-01-01..2026-01-31 open at either end, today, yesterday.", "DATE", Tags.StudyDate),
        Friendly("--modality", "Modality, as CT; of studies one of theirs.", "CODE", Tags.Modality),
        Friendly("--study", "Study Instance UID.", "UID", Tags.StudyInstanceUID),
        Friendly("--series", "Series Instance UID.", "UID", Tags.SeriesInstanceUID),
        Friendly("--instance", "SOP Instance UID.", "UID", Tags.SOPInstanceUID),
    ];

    public void AddTo(Command command)
    {
        foreach (var (option, _) in _friendly)
        {
            command.Options.Add(option);
        }

        command.Options.Add(_keys);
    }

    /// <summary>The keys with their values, the friendly ones first.</summary>
    /// <exception cref="CliException">There is no such attribute, or its value cannot be understood.</exception>
    public List<KeyValuePair<Tag, string>> Read(ParseResult parsed, TimeProvider time)
    {
        List<KeyValuePair<Tag, string>> keys = [];
        foreach (var (option, tag) in _friendly)
        {
            if (parsed.GetValue(option) is { } value)
            {
                keys.Add(new(tag, tag == Tags.StudyDate ? DateRange.Parse(value, time) : value));
            }
        }

        foreach (var text in parsed.GetValue(_keys) ?? [])
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            keys.Add(new(TagOf(equals < 0 ? text : text[..equals]), equals < 0 ? "" : text[(equals + 1)..]));
        }

        return keys;
    }

    private static Tag TagOf(string text)
    {
        if (DicomDictionary.TryGetTag(text, out var tag))
        {
            return tag;
        }

        var digits = text.Trim('(', ')').Replace(",", "", StringComparison.Ordinal);
        return digits.Length == 8 && uint.TryParse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? new Tag((ushort)(number >> 16), (ushort)number)
            : throw new CliException($"'{text}' is no attribute: neither a keyword, as PatientName, nor a tag, as 0010,0010.");
    }

    private static (Option<string>, Tag) Friendly(string name, string description, string help, Tag tag) =>
        (new Option<string>(name) { Description = description, HelpName = help }, tag);
}
