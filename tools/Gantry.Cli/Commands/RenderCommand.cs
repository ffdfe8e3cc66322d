using System.Buffers;
using System.CommandLine;
using System.Security.Cryptography;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry render FILE</c>: a frame as PNG or JPEG, as it is to be seen.</summary>
internal sealed class RenderCommand
{
    private const long CacheBytes = 256_000_000;

    private readonly Argument<string> _file = new("FILE") { Description = "A DICOM file with pixel data." };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The image to make, .png or .jpg; what is there is replaced. FILE.png unless given.", HelpName = "OUT" };
    private readonly Option<int?> _frame = new("--frame") { Description = "The frame, from 1; 1 unless given.", HelpName = "NUMBER" };

    private readonly Option<string> _window = new("--window")
    {
        Description = "The window in place of the file's: its centre, its width, and, unless it is linear, its function: linear-exact or sigmoid.",
        HelpName = "CENTER,WIDTH[,FUNCTION]",
    };

    private readonly Option<int?> _size = new("--size") { Description = "The most pixels of a side.", HelpName = "NUMBER" };
    private readonly Option<int> _quality = new("--quality") { Description = "Of JPEG: 1 to 100.", HelpName = "NUMBER", DefaultValueFactory = _ => 90 };
    private readonly Option<bool> _noOverlays = new("--no-overlays") { Description = "Without the overlays." };
    private readonly Option<bool> _invert = new("--invert") { Description = "With black and white turned around." };

    private readonly Option<bool> _thumbnail = new("--thumbnail")
    {
        Description = $"A small JPEG of the frame that stands for the file, with sides of {Thumbnail.DefaultSide} pixels at most unless --size says otherwise: FILE.thumbnail.jpg.",
    };

    private readonly Option<string> _cache = new("--cache") { Description = "A folder where thumbnails are kept, up to 256 MB: one that is there is not rendered again.", HelpName = "FOLDER" };

    private RenderCommand()
    {
    }

    public static Command Make(CommandContext context)
    {
        var options = new RenderCommand();
        var command = new Command("render", "Makes an image of a frame: windowed, with its palette, overlays and square pixels.")
        {
            options._file, options._output, options._frame, options._window, options._size, options._quality, options._noOverlays, options._invert, options._thumbnail,
            options._cache,
        };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, context, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CommandContext context, CancellationToken cancellationToken)
    {
        var file = parsed.GetRequiredValue(_file);
        var isThumbnail = parsed.GetValue(_thumbnail);
        var output = parsed.GetValue(_output) ?? file + (isThumbnail ? ".thumbnail.jpg" : ".png");
        var options = new RenderOptions
        {
            Window = WindowArgument.Parse(parsed.GetValue(_window)),
            MaximumSide = parsed.GetValue(_size),
            ShowsOverlays = !parsed.GetValue(_noOverlays),
            IsInverted = parsed.GetValue(_invert),
        };
        if (!isThumbnail && parsed.GetValue(_cache) is not null)
        {
            throw new CliException("--cache is for thumbnails: --thumbnail is missing.");
        }

        try
        {
            var encoded = isThumbnail ? await ThumbnailOf(file, parsed.GetValue(_frame), options, parsed.GetValue(_cache), cancellationToken).ConfigureAwait(false)
                : Image(file, parsed.GetValue(_frame) ?? 1, options, output, parsed.GetValue(_quality));
            await File.WriteAllBytesAsync(output, encoded, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is PixelDataException || DicomInput.IsUnreadable(exception))
        {
            throw new CliException($"{file}: {exception.Message.Split(" (Parameter '")[0]}", exception);
        }

        await context.Output.WriteLineAsync(output).ConfigureAwait(false);
        return 0;
    }

    private static ReadOnlyMemory<byte> Image(string file, int frame, RenderOptions options, string output, int quality)
    {
        using var pixels = PixelData.Open(file);
        var image = FrameRenderer.Render(pixels, frame, PixelCodecs.BuiltIn, options);
        var encoded = new ArrayBufferWriter<byte>();
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

        return encoded.WrittenMemory;
    }

    private static async Task<ReadOnlyMemory<byte>> ThumbnailOf(string file, int? frame, RenderOptions options, string? cache, CancellationToken cancellationToken)
    {
        using var pixels = PixelData.Open(file);
        if (cache is null || !pixels.DataSet.TryGetUid(Tags.SOPInstanceUID, out var instance))
        {
            return Thumbnail.Render(pixels, frame, PixelCodecs.BuiltIn, options);
        }

        var content = DicomInput.Open(file);
        await using (content.ConfigureAwait(false))
        {
            var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));
            return new ThumbnailCache(cache, CacheBytes).GetOrRender(new ThumbnailKey(instance, digest, options, frame), () => PixelData.Open(file), PixelCodecs.BuiltIn);
        }
    }
}
