using System.Buffers;
using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;
using Gantry.Dicom.Imaging;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry render FILE</c>: a frame as PNG or JPEG, as it is to be seen.</summary>
internal sealed class RenderCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A DICOM file with pixel data." };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The image to make, .png or .jpg; what is there is replaced. FILE.png unless given.", HelpName = "OUT" };
    private readonly Option<int> _frame = new("--frame") { Description = "The frame, from 1.", HelpName = "NUMBER", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _window = new("--window") { Description = "The window in place of the file's: its centre and width.", HelpName = "CENTER,WIDTH" };
    private readonly Option<int?> _size = new("--size") { Description = "The most pixels of a side.", HelpName = "NUMBER" };
    private readonly Option<int> _quality = new("--quality") { Description = "Of JPEG: 1 to 100.", HelpName = "NUMBER", DefaultValueFactory = _ => 90 };
    private readonly Option<bool> _noOverlays = new("--no-overlays") { Description = "Without the overlays." };
    private readonly Option<bool> _invert = new("--invert") { Description = "With black and white turned around." };

    private RenderCommand()
    {
    }

    public static Command Make(CommandContext context)
    {
        var options = new RenderCommand();
        var command = new Command("render", "Makes an image of a frame: windowed, with its palette, overlays and square pixels.")
        {
            options._file, options._output, options._frame, options._window, options._size, options._quality, options._noOverlays, options._invert,
        };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, context, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CommandContext context, CancellationToken cancellationToken)
    {
        var file = parsed.GetRequiredValue(_file);
        var output = parsed.GetValue(_output) ?? file + ".png";
        var options = new RenderOptions
        {
            Window = Window(parsed.GetValue(_window)),
            MaximumSide = parsed.GetValue(_size),
            ShowsOverlays = !parsed.GetValue(_noOverlays),
            IsInverted = parsed.GetValue(_invert),
        };
        try
        {
            using var pixels = PixelData.Open(file);
            var image = FrameRenderer.Render(pixels, parsed.GetValue(_frame), PixelCodecs.BuiltIn, options);
            var encoded = new ArrayBufferWriter<byte>();
            Encode(image, output, parsed.GetValue(_quality), encoded);
            await File.WriteAllBytesAsync(output, encoded.WrittenMemory, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is PixelDataException || DicomInput.IsUnreadable(exception))
        {
            throw new CliException($"{file}: {exception.Message.Split(" (Parameter '")[0]}", exception);
        }

        await context.Output.WriteLineAsync(output).ConfigureAwait(false);
        return 0;
    }

    private static void Encode(RenderedImage image, string output, int quality, ArrayBufferWriter<byte> encoded)
    {
        switch (Path.GetExtension(output).ToUpperInvariant())
        {
            case ".PNG":
                PngWriter.Write(image, encoded);
                break;
            case ".JPG" or ".JPEG":
                JpegWriter.Write(image, encoded, quality);
                break;
            default:
                throw new CliException($"{output}: an image is .png or .jpg.");
        }
    }

    private static VoiWindow? Window(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return text.Split(',') is [var center, var width] && Number(center) is { } c && Number(width) is { } w
            ? new VoiWindow(c, w)
            : throw new CliException($"--window is two numbers, centre and width, as 40,400: not {text}.");
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
