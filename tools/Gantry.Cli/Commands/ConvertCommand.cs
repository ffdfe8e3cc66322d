using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;
using Gantry.Dicom.Imaging;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry convert FILE --to SYNTAX</c>: another transfer syntax for an instance, pixel data decoded and encoded where that is needed.</summary>
internal sealed class ConvertCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A DICOM file; it does not change." };

    private readonly Option<string> _to = new("--to")
    {
        Description = $"The transfer syntax: a UID or one of {string.Join(", ", TransferSyntaxNames.All)}.",
        HelpName = "SYNTAX",
        Required = true,
    };

    private readonly Option<string> _output = new("--output", "-o") { Description = "The file to make; it must not exist. FILE with the name of the syntax unless given.", HelpName = "OUT" };

    private readonly Option<int> _quality = new("--quality")
    {
        Description = "How well lossy JPEG keeps the pixels: 1 to 100.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => PixelEncodingOptions.Default.Quality,
    };

    private readonly Option<int> _error = new("--error")
    {
        Description = "The largest error of a sample in near-lossless JPEG-LS: 1 to 255.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => PixelEncodingOptions.Default.NearLosslessError,
    };

    private readonly Option<int> _ratio = new("--ratio")
    {
        Description = "How many times smaller lossy JPEG 2000 makes the pixels: 1 to 1000.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => (int)PixelEncodingOptions.Default.CompressionRatio,
    };

    private ConvertCommand()
    {
    }

    public static Command Make(CommandContext context)
    {
        var options = new ConvertCommand();
        RangeOf(options._quality, 100);
        RangeOf(options._error, 255);
        RangeOf(options._ratio, 1_000);
        var command = new Command("convert", "Makes a copy of a file in another transfer syntax. A lossy one makes it another instance, derived from the first.")
        {
            options._file, options._to, options._output, options._quality, options._error, options._ratio,
        };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, context, cancellationToken));
        return command;
    }

    private static void RangeOf(Option<int> option, int largest) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && (number < 1 || number > largest))
        {
            result.AddError($"{option.Name} is 1 to {largest}.");
        }
    });

    private async Task<int> RunAsync(ParseResult parsed, CommandContext context, CancellationToken cancellationToken)
    {
        var file = parsed.GetRequiredValue(_file);
        var name = parsed.GetRequiredValue(_to);
        if (!TransferSyntaxNames.TryParse(name, out var to))
        {
            throw new CliException($"{name} is no transfer syntax: it is a UID or one of {string.Join(", ", TransferSyntaxNames.All)}.");
        }

        var output = parsed.GetValue(_output) ?? $"{file}.{name}";
        var encoding = new PixelEncodingOptions { Quality = parsed.GetValue(_quality), NearLosslessError = parsed.GetValue(_error), CompressionRatio = parsed.GetValue(_ratio) };
        try
        {
            PixelConverter.Convert(file, output, to, new PixelConversionOptions { Encoding = encoding }, cancellationToken);
        }
        catch (Exception exception) when (exception is PixelDataException || DicomInput.IsUnreadable(exception))
        {
            throw new CliException($"{file}: {exception.Message}", exception);
        }

        await context.Output.WriteLineAsync(output).ConfigureAwait(false);
        return 0;
    }
}
