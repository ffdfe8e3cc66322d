using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gantry.Cli.Output;
using Gantry.Dicom;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry validate FILE...</c>: what is wrong with files.</summary>
internal static class ValidateCommand
{
    /// <summary>Some file is against the standard.</summary>
    public const int SomeFaulty = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make(CommandContext context)
    {
        var files = new Argument<string[]>("FILE") { Description = "DICOM files.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "One line of JSON for each file." };
        var command = new Command("validate", "Tells what is wrong with files: exit code 1 where something is against the standard, 2 where a file cannot be read.") { files, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var exitCode = 0;
            foreach (var file in parsed.GetRequiredValue(files))
            {
                exitCode = Math.Max(exitCode, await ValidateAsync(file, parsed.GetValue(json), context, cancellationToken).ConfigureAwait(false));
            }

            return exitCode;
        });
        return command;
    }

    private static async Task<int> ValidateAsync(string file, bool isJson, CommandContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<ValidationFinding> findings;
        try
        {
            findings = DicomValidator.Validate(await DicomFile.OpenAsync(file, DicomValidator.ReaderOptions, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (DicomInput.IsUnreadable(exception))
        {
            await context.Error.WriteLineAsync($"{file}: {exception.Message}").ConfigureAwait(false);
            return GantryCommandLine.Failed;
        }

        if (isJson)
        {
            await context.Output.WriteLineAsync(Line(file, findings)).ConfigureAwait(false);
        }
        else
        {
            await WriteAsync(file, findings, context.Output).ConfigureAwait(false);
        }

        return findings.Any(finding => finding.Severity == ValidationSeverity.Error) ? SomeFaulty : 0;
    }

    private static async Task WriteAsync(string file, IReadOnlyList<ValidationFinding> findings, TextWriter output)
    {
        if (findings.Count == 0)
        {
            await output.WriteLineAsync($"{file}: nothing is wrong").ConfigureAwait(false);
        }

        foreach (var finding in findings)
        {
            var place = finding.Path.Length == 0 ? "" : $" {Shown(finding.Path)}";
            await output.WriteLineAsync($"{file}: {Name(finding.Severity.ToString())} {Name(finding.Code.ToString())}{place}: {finding.Message}").ConfigureAwait(false);
        }
    }

    // Items are counted from 1, as in a dump.
    private static string Shown(string path)
    {
        var steps = path.Split('/');
        var shown = new StringBuilder(steps[0]);
        for (var i = 1; i + 1 < steps.Length; i += 2)
        {
            shown.Append('[').Append(int.Parse(steps[i], null) + 1).Append("].").Append(steps[i + 1]);
        }

        return Tag.TryParse(steps[^1], out var tag) && DicomDictionary.GetKeyword(tag) is { Length: > 0 } keyword ? $"{shown} {keyword}" : shown.ToString();
    }

    private static string Line(string file, IReadOnlyList<ValidationFinding> findings)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            json.WriteStartArray("findings");
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("severity", Name(finding.Severity.ToString()));
                json.WriteString("code", Name(finding.Code.ToString()));
                json.WriteString("path", finding.Path);
                json.WriteString("message", finding.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Name(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
