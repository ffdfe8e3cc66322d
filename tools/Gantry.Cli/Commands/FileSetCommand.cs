using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry fileset FOLDER PATH...</c>: a file-set with its DICOMDIR, as CDs and sticks have it.</summary>
internal sealed class FileSetCommand
{
    private readonly Argument<string> _folder = new("FOLDER") { Description = "The root of the medium; what a DICOMDIR there lists stays, and is added to." };

    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "Files, folders with all below them, and DICOMDIRs.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _profile = new("--profile")
    {
        Description = $"What the medium is for: {string.Join(", ", MediaProfiles.All.Select(profile => profile.Name))}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => MediaProfiles.Usual.Name,
    };

    private readonly Option<string> _to = new("--to")
    {
        Description = "A transfer syntax of the profile that images are compressed to, a UID or a name as 'gantry convert' has it; without it what the profile allows stays as it is.",
        HelpName = "SYNTAX",
    };

    private readonly Option<string> _id = new("--id") { Description = "The File-set ID of a new file-set: up to 16 capitals, digits, blanks and underscores.", HelpName = "ID" };

    private readonly Option<string> _iso = new("--iso") { Description = "An image of the medium to make of the folder, ISO 9660 with Joliet; it must not exist.", HelpName = "FILE" };

    private FileSetCommand()
    {
    }

    public static Command Make(CommandContext context)
    {
        var options = new FileSetCommand();
        var command = new Command("fileset", "Makes a file-set with its DICOMDIR of DICOM files, or adds to one.") { options._folder, options._paths, options._profile, options._to, options._id, options._iso };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, context, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CommandContext context, CancellationToken cancellationToken)
    {
        var profile = Profile(parsed);
        var writer = Writer(parsed, profile);
        var (added, failed) = (0, 0);
        await foreach (var source in StoreInput.ReadAsync(parsed.GetRequiredValue(_paths)).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                writer.Add(source.Name, cancellationToken);
                added++;
            }
            catch (Exception exception) when (exception is FileSetException or PixelDataException || DicomInput.IsUnreadable(exception))
            {
                failed++;
                await context.Error.WriteLineAsync($"{source.Name}: {exception.Message}").ConfigureAwait(false);
            }
        }

        if (added == 0)
        {
            throw new CliException("Nothing was added: the file-set is as it was.");
        }

        try
        {
            writer.Complete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DicomEncodingException)
        {
            throw new CliException($"{parsed.GetRequiredValue(_folder)}: {exception.Message}", exception);
        }

        var bytes = new DirectoryInfo(parsed.GetRequiredValue(_folder)).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        if (bytes > profile.Capacity)
        {
            await context.Error.WriteLineAsync($"It is {Sizes.Text(bytes)}, more than the {Sizes.Text(profile.Capacity)} of a {profile.Medium}.").ConfigureAwait(false);
        }

        if (parsed.GetValue(_iso) is { } iso)
        {
            WriteImage(parsed.GetRequiredValue(_folder), iso, writer.Id, cancellationToken);
        }

        await context.Output.WriteLineAsync($"{added} added, {failed} failed; {writer.Count} in {Path.Combine(parsed.GetRequiredValue(_folder), FileSetDirectory.FileName)}").ConfigureAwait(false);
        return failed == 0 ? 0 : GantryCommandLine.Failed;
    }

    private static void WriteImage(string folder, string iso, string fileSetId, CancellationToken cancellationToken)
    {
        var part = iso + ".part";
        try
        {
            if (File.Exists(iso))
            {
                throw new IOException($"{iso} exists.");
            }

            using (var output = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 17))
            {
                IsoImage.Write(folder, fileSetId.Replace(' ', '_'), DateTimeOffset.Now, output, cancellationToken);
                DurableFile.Flush(output);
            }

            File.Move(part, iso);
            DurableFile.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(iso))!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(exception.Message, exception);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private MediaProfile Profile(ParseResult parsed) =>
        parsed.GetRequiredValue(_profile) is var name && MediaProfiles.TryGet(name, out var profile)
            ? profile
            : throw new CliException($"{name} is no profile: there are {string.Join(", ", MediaProfiles.All.Select(one => one.Name))}.");

    private FileSetWriter Writer(ParseResult parsed, MediaProfile profile)
    {
        TransferSyntax? compression = null;
        if (parsed.GetValue(_to) is { } to)
        {
            compression = TransferSyntaxNames.TryParse(to, out var syntax)
                ? syntax
                : throw new CliException($"{to} is no transfer syntax: it is a UID or one of {string.Join(", ", TransferSyntaxNames.All)}.");
        }

        try
        {
            return new FileSetWriter(
                parsed.GetRequiredValue(_folder), new FileSetWriterOptions { Profile = profile, Compression = compression, FileSetId = parsed.GetValue(_id) ?? "" });
        }
        catch (Exception exception) when (DicomInput.IsUnreadable(exception))
        {
            throw new CliException($"{parsed.GetRequiredValue(_folder)}: {exception.Message}", exception);
        }
    }
}
