using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;
using Gantry.Dicom;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry anonymize FILE OUT</c>: de-identifies a file by the Basic Application Level Confidentiality Profile and its options (PS3.15 Annex E).</summary>
internal sealed class AnonymizeCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A DICOM file; it does not change." };
    private readonly Argument<string> _out = new("OUT") { Description = "The file to make; it must not exist." };
    private readonly Option<string> _patientId = new("--patient-id") { Description = "The Patient ID of the result; made of the key unless given.", HelpName = "ID" };
    private readonly Option<string> _patientName = new("--patient-name") { Description = "The Patient's Name of the result.", HelpName = "NAME" };

    private readonly Option<string> _key = new("--key-file")
    {
        Description = "A file of 16 bytes or more, to be kept secret: the same key gives the same UIDs and patients. Without it files of one study do not fit together.",
        HelpName = "FILE",
    };

    private readonly Option<string> _accepted = new("--accepted-texts")
    {
        Description = "A file of texts, one in a line, that identify nobody: what is to be cleaned stays only where it is one of these.",
        HelpName = "FILE",
    };

    private readonly (Option<bool> Option, ConfidentialityOptions Profile)[] _profile =
    [
        (Flag("--retain-uids", "Keep UIDs."), ConfidentialityOptions.RetainUids),
        (Flag("--retain-device", "Keep what identifies the device."), ConfidentialityOptions.RetainDeviceIdentity),
        (Flag("--retain-institution", "Keep what identifies the institution."), ConfidentialityOptions.RetainInstitutionIdentity),
        (Flag("--retain-patient-characteristics", "Keep sex, age, size, weight and the like."), ConfidentialityOptions.RetainPatientCharacteristics),
        (Flag("--retain-full-dates", "Keep dates and times."), ConfidentialityOptions.RetainLongitudinalFullDates),
        (Flag("--retain-modified-dates", "Keep times, and dates moved by the same days for all files of a patient and key."), ConfidentialityOptions.RetainLongitudinalModifiedDates),
        (Flag("--retain-safe-private", "Keep private elements that the file itself declares to be safe."), ConfidentialityOptions.RetainSafePrivate),
        (Flag("--clean-descriptors", "Keep descriptions that are among the accepted texts, and public codes."), ConfidentialityOptions.CleanDescriptors),
        (Flag("--clean-structured-content", "Keep the items of reports with public codes and numbers, and accepted texts."), ConfidentialityOptions.CleanStructuredContent),
    ];

    private AnonymizeCommand()
    {
    }

    public static Command Make(CommandContext context)
    {
        var options = new AnonymizeCommand();
        var command = new Command("anonymize", "Makes a copy of a file without what identifies the patient. Pixels are not changed, so look at the warnings.")
        {
            options._file, options._out, options._patientId, options._patientName, options._key, options._accepted,
        };
        foreach (var (option, _) in options._profile)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, context, cancellationToken));
        return command;
    }

    private static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    private async Task<int> RunAsync(ParseResult parsed, CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            var deidentifier = new Deidentifier(await OptionsAsync(parsed, cancellationToken).ConfigureAwait(false));
            var result = await deidentifier.DeidentifyFileAsync(parsed.GetRequiredValue(_file), parsed.GetRequiredValue(_out), cancellationToken).ConfigureAwait(false);
            foreach (var warning in result.Warnings)
            {
                await context.Error.WriteLineAsync($"Warning: {warning.Tag} {warning.Message}").ConfigureAwait(false);
            }

            return 0;
        }
        catch (Exception exception) when (exception is DeidentificationException || DicomInput.IsUnreadable(exception))
        {
            // The name of a parameter says nothing to who reads this.
            throw new CliException(exception.Message.Split(" (Parameter '")[0], exception);
        }
    }

    private async Task<DeidentifierOptions> OptionsAsync(ParseResult parsed, CancellationToken cancellationToken) => new()
    {
        Profile = _profile.Where(one => parsed.GetValue(one.Option)).Aggregate(ConfidentialityOptions.None, (all, one) => all | one.Profile),
        Key = parsed.GetValue(_key) is { } key ? await ReadKeyAsync(key, cancellationToken).ConfigureAwait(false) : default,
        PatientId = parsed.GetValue(_patientId),
        PatientName = parsed.GetValue(_patientName),
        AcceptedTexts = parsed.GetValue(_accepted) is { } texts
            ? [.. (await File.ReadAllLinesAsync(texts, cancellationToken).ConfigureAwait(false)).Select(line => line.Trim()).Where(line => line.Length > 0)]
            : [],
    };

    // An empty key would mean a random one.
    private static async Task<byte[]> ReadKeyAsync(string path, CancellationToken cancellationToken) =>
        await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false) is { Length: > 0 } key ? key : throw new CliException($"{path} is empty: it holds no key.");
}
