using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Cli.Commands;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Clients;

/// <summary>Instances that are only referred to: those of files here, or of studies at the peer.</summary>
internal sealed class ReferenceInput
{
    private static readonly DataSetReaderOptions Head = new() { StopBefore = Tags.StudyDate };

    private readonly Argument<string[]> _paths = new("PATH") { Description = "Files, folders with all below them, or a DICOMDIR.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _studies = new("--study") { Description = "All that the peer has of a study, found by C-FIND. Any number.", HelpName = "UID" };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_paths);
        command.Options.Add(_studies);
    }

    /// <summary>What stands where paths are named, as it is.</summary>
    public IReadOnlyList<string> Arguments(ParseResult parsed) => parsed.GetValue(_paths) ?? [];

    /// <summary>The studies, as they are named.</summary>
    public IReadOnlyList<string> Studies(ParseResult parsed) => parsed.GetValue(_studies) ?? [];

    /// <exception cref="CliException">There is none, or a file cannot be read.</exception>
    public async Task<List<SopReference>> ReadAsync(ParseResult parsed, DicomClient client, CancellationToken cancellationToken)
    {
        List<SopReference> references = [];
        await foreach (var source in StoreInput.ReadAsync(parsed.GetValue(_paths) ?? []).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            references.Add(await ReadAsync(source.Name, cancellationToken).ConfigureAwait(false));
        }

        foreach (var study in parsed.GetValue(_studies) ?? [])
        {
            await FindAsync(client, Uid.TryParse(study, out var uid) ? uid : throw new CliException($"'{study}' is not a UID."), references, cancellationToken).ConfigureAwait(false);
        }

        return references.Count > 0 ? [.. references.Distinct()] : throw new CliException("Which instances? Give files, folders or a DICOMDIR, or --study UID.");
    }

    private static async Task<SopReference> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var file = await DicomFile.OpenAsync(path, Head, cancellationToken).ConfigureAwait(false);
            return file.DataSet.TryGetUid(Tags.SOPClassUID, out var sopClass) && file.DataSet.TryGetUid(Tags.SOPInstanceUID, out var instance)
                ? new SopReference(sopClass, instance)
                : throw new CliException($"{path}: it has no SOP Class UID or no SOP Instance UID.");
        }
        catch (Exception exception) when (DicomInput.IsUnreadable(exception))
        {
            throw new CliException($"{path}: {exception.Message}", exception);
        }
    }

    private static async Task FindAsync(DicomClient client, Uid study, List<SopReference> references, CancellationToken cancellationToken)
    {
        var series = QueryIdentifier.Of(QueryRetrieveLevel.Series).Set(Tags.StudyInstanceUID, study).Build();
        foreach (var one in await client.FindAsync(series, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            var images = QueryIdentifier.Of(QueryRetrieveLevel.Image).Set(Tags.StudyInstanceUID, study).Set(Tags.SeriesInstanceUID, one.GetString(Tags.SeriesInstanceUID)).Build();
            await foreach (var image in client.FindAsync(images, cancellationToken).ConfigureAwait(false))
            {
                if (image.TryGetUid(Tags.SOPClassUID, out var sopClass) && image.TryGetUid(Tags.SOPInstanceUID, out var instance))
                {
                    references.Add(new SopReference(sopClass, instance));
                }
            }
        }
    }
}
