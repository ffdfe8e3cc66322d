using System.Buffers;
using System.CommandLine;
using System.Text;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;
using Gantry.Dicom;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry json FILE</c>: the data set as DICOM JSON.</summary>
internal static class JsonCommand
{
    public static Command Make(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "A DICOM file." };
        var metadata = new Option<bool>("--metadata") { Description = "Leave out values of 1 KiB and more, such as pixel data." };
        var command = new Command("json", "Writes the data set of a file as DICOM JSON, on a terminal with indentation.") { file, metadata };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var dicom = await DicomInput.ReadAsync(parsed.GetRequiredValue(file), cancellationToken).ConfigureAwait(false);
            var options = new DicomJsonWriterOptions
            {
                BulkData = parsed.GetValue(metadata) ? _ => BulkDataPlacement.Omitted : null,
                IsIndented = context.IsTerminal,
            };
            await context.Output.WriteLineAsync(Text(dicom.DataSet, options)).ConfigureAwait(false);
            return 0;
        });
        return command;
    }

    private static string Text(DicomDataSet dataSet, DicomJsonWriterOptions options)
    {
        var output = new ArrayBufferWriter<byte>();
        try
        {
            DicomJsonWriter.Write(dataSet, output, options);
        }
        catch (DicomEncodingException exception)
        {
            throw new CliException(exception.Message, exception);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
