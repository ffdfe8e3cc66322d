using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gantry.Cli.Output;
using Gantry.Dicom;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry digest FILE...</c>: one line of JSON for each file.</summary>
internal static class DigestCommand
{
    /// <summary>Some file could not be read.</summary>
    public const int SomeUnreadable = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make(CommandContext context)
    {
        var files = new Argument<string[]>("FILE") { Description = "DICOM files.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("digest", "Tells of each file how many elements it has, and the canonical digest of its data set: equal where the content is.") { files };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var exitCode = 0;
            foreach (var file in parsed.GetRequiredValue(files))
            {
                var (digest, error) = await DigestAsync(file, cancellationToken).ConfigureAwait(false);
                exitCode = digest is null ? SomeUnreadable : exitCode;
                await context.Output.WriteLineAsync(Line(file, digest, error)).ConfigureAwait(false);
            }

            return exitCode;
        });
        return command;
    }

    private static async Task<(DataSetDigest? Digest, string Error)> DigestAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var stream = DicomInput.Open(file);
            await using (stream.ConfigureAwait(false))
            {
                return (await DataSetDigest.OfFileAsync(stream, cancellationToken).ConfigureAwait(false), "");
            }
        }
        catch (Exception exception) when (DicomInput.IsUnreadable(exception))
        {
            return (null, exception.Message);
        }
    }

    private static string Line(string file, DataSetDigest? digest, string error)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            if (digest is null)
            {
                json.WriteString("error", error);
            }
            else
            {
                json.WriteNumber("n_all", digest.ElementCount);
                json.WriteString("canon_sha256", digest.CanonicalSha256);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
