using System.CommandLine;
using Gantry.Cli.Output;
using Gantry.Dicom;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry dump FILE</c>: the elements of a file, for people.</summary>
internal static class DumpCommand
{
    public static Command Make(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "A DICOM file." };
        var width = new Option<int>("--width") { Description = "The most characters of a value.", DefaultValueFactory = _ => DataSetDumpOptions.Default.MaximumValueLength };
        width.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && number < 1)
            {
                result.AddError("--width is 1 or more.");
            }
        });
        var command = new Command("dump", "Shows the elements of a file: tag, VR, length, keyword and value.") { file, width };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var dicom = await DicomInput.ReadAsync(parsed.GetRequiredValue(file), cancellationToken).ConfigureAwait(false);
            var options = new DataSetDumpOptions { MaximumValueLength = parsed.GetValue(width) };
            if (dicom.FileMeta is { } meta)
            {
                DataSetDump.Write(meta.Elements, context.Output, options);
            }

            DataSetDump.Write(dicom.DataSet, context.Output, options);
            return 0;
        });
        return command;
    }
}
