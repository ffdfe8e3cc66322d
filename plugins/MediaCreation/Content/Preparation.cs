using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Security.Cryptography;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Prepares the content of a request: takes the instances from the store, converts them as the profile wants, and fills media with them.</summary>
/// <remarks>Safe for concurrent use, for one request once at a time.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class Preparation(
    ExportFactory<RequestCheck> checks,
    ExportFactory<InstanceSource> sources,
    ExportFactory<CodecsPart> codecs,
    StagingFolder staging,
    SitePages pages,
    DiscViewer viewer,
    IPluginContext plugin,
    IPluginSettings<MediaSettings> settings,
    TimeProvider time,
    ILoggerFactory loggers)
{
    private const int AtATime = 100;
    private const string UsualPrefix = "MEDIA_";
    private readonly ILogger _logger = loggers.CreateLogger<Preparation>();

    /// <summary>Prepares.</summary>
    /// <param name="job">The request in the queue.</param>
    /// <param name="media">The request.</param>
    /// <param name="cancellationToken">Ends the work; what is there by then is replaced the next time.</param>
    /// <returns>The request with its parts.</returns>
    /// <exception cref="MediaRefusalException">It cannot be performed.</exception>
    /// <exception cref="CatalogException">The catalog cannot tell.</exception>
    /// <exception cref="IOException">The disk is full, or the store cannot be read.</exception>
    internal async Task<MediaJob> PrepareAsync(Job job, MediaJob media, CancellationToken cancellationToken)
    {
        var (choice, known) = await CheckAsync(job, media, cancellationToken).ConfigureAwait(false);
        staging.Remove(job.Uid);
        var root = Directory.CreateDirectory(staging.Of(job.Uid)).FullName;
        var extras = ExtrasOf(media.Request, out var hasViewer);
        using var codec = codecs.CreateExport();
        var options = OptionsOf(media, choice, codec.Value.Codecs);
        var builder = new ContentBuilder(root, options, choice.Capacity - extras.Bytes, Says(media.Request, Tags.AllowMediaSplitting) ?? settings.Current.SplitsUnlessTold);
        var preparer = new InstancePreparer(root, options, media.Deidentification is { } profile ? new Deidentifier(new DeidentifierOptions { Profile = profile }) : null);
        var warnings = await FillAsync(job.Uid, media, known, preparer, builder, cancellationToken).ConfigureAwait(false);
        builder.Complete();
        var at = time.GetUtcNow();
        foreach (var (index, disc) in builder.Discs.Index())
        {
            var model = PageModel.Of(
                disc, index + 1, builder.Discs.Count, InstitutionOf(media), hasViewer, extras.ViewerPage, isDeidentified: media.Deidentification is not null, at, plugin.Version);
            extras.Write(disc, model, pages, cancellationToken);
            new PreparedOrder
            {
                Medium = choice.Profile.Medium,
                Volume = disc.FileSetId.Replace(' ', '_'),
                CreatedAt = at,
                Label = DataSetWriter.ToArray(
                    Says(media.Request, Tags.LabelUsingInformationExtractedFromInstances) ?? settings.Current.LabelsUnlessTold ? DiscLabel.Extract(disc) : DicomDataSet.Empty,
                    TransferSyntax.ExplicitVRLittleEndian),
            }.Write(disc.Folder);
        }

        _logger.Prepared(job.Uid, builder.Discs.Count, builder.Discs.Sum(disc => disc.Bytes));
        return media with
        {
            Device = choice.Device,
            Profile = choice.Profile.Name,
            Warnings = warnings,
            Request = media.Request.ToBuilder().Set(Tags.StorageMediaFileSetID, builder.Discs[0].FileSetId).Set(Tags.StorageMediaFileSetUID, builder.Discs[0].FileSetUid).Build(),
            Parts = [.. builder.Discs.Select(disc => new MediaPart(NewOrderId(), disc.FileSetId, disc.FileSetUid))],
        };
    }

    private async Task<(MediaChoice Choice, IReadOnlyDictionary<Uid, CatalogInstance> Known)> CheckAsync(Job job, MediaJob media, CancellationToken cancellationToken)
    {
        using var check = checks.CreateExport();

        // What the requestor may see was looked at when the request was initiated.
        return await check.Value.CheckAsync(media, job.Peer, scope: null, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>What a person should look at, each with the number of instances that it is said of.</returns>
    private async Task<ImmutableArray<string>> FillAsync(
        Uid uid, MediaJob media, IReadOnlyDictionary<Uid, CatalogInstance> known, InstancePreparer preparer, ContentBuilder builder, CancellationToken cancellationToken)
    {
        var failed = ImmutableArray.CreateBuilder<MediaFailure>();
        var warnings = new OrderedDictionary<string, int>();
        foreach (var some in media.Instances.Chunk(AtATime))
        {
            using var source = sources.CreateExport();
            var prepared = InOrder.RunAsync(
                some,
                one => preparer.PrepareAsync(source.Value, known[one.Reference.SopInstanceUid], new MediaFailure(one.Reference, 0, one.Profile), cancellationToken),
                AllProcessors.Count,
                lost => lost.Prepared.Dispose());
            await foreach (var (instance, failure) in prepared.ConfigureAwait(false))
            {
                using (instance)
                {
                    if ((failure ?? builder.Add(instance)) is { } reason)
                    {
                        _logger.Damaged(instance.Asked.Reference.SopInstanceUid, uid, reason.Describe());
                        failed.Add(reason);
                    }
                }

                foreach (var warning in instance.Warnings.Select(warning => warning.Message).Distinct())
                {
                    warnings[warning] = warnings.GetValueOrDefault(warning) + 1;
                }
            }
        }

        foreach (var (warning, count) in warnings)
        {
            _logger.LookAt(uid, count, warning);
        }

        return failed.Count > 0
            ? throw new MediaRefusalException(MediaRefusal.Of(failed.ToImmutable()))
            : [.. warnings.Select(warning => string.Create(CultureInfo.InvariantCulture, $"{warning.Value} instances: {warning.Key}"))];
    }

    private ContentExtras ExtrasOf(DicomDataSet request, out bool hasViewer)
    {
        var hasObjects = request.GetString(Tags.IncludeNonDICOMObjects) != "NO";
        var isBuiltIn = settings.Current.ViewerFolder.Length == 0;
        hasViewer = (!isBuiltIn || (settings.Current.BuiltInViewer && viewer.IsThere)) && (Says(request, Tags.IncludeDisplayApplication) ?? settings.Current.ViewerUnlessTold);
        List<string> folders = [];
        if (hasViewer && !isBuiltIn)
        {
            folders.Add(settings.Current.ViewerFolder);
        }

        if (hasObjects && settings.Current.ExtraFolder.Length > 0)
        {
            folders.Add(settings.Current.ExtraFolder);
        }

        return folders.Find(folder => !Directory.Exists(folder)) is { } missing
            ? throw new MediaRefusalException(new MediaRefusal(MediaStatusInfo.ProcessingFailure, $"There is no folder {missing}, which settings have put on media."))
            : new ContentExtras(folders, hasIndex: hasObjects, hasViewer && isBuiltIn ? viewer : null);
    }

    private FileSetWriterOptions OptionsOf(MediaJob media, MediaChoice choice, PixelCodecs all)
    {
        var id = media.Request.GetString(Tags.StorageMediaFileSetID) is { Length: > 0 } asked ? asked : UsualPrefix + NewOrderId()[..10];
        return new FileSetWriterOptions
        {
            Profile = choice.Profile,
            FileSetId = id,
            FileSetUid = media.Request.TryGetUid(Tags.StorageMediaFileSetUID, out var uid) ? uid : Uid.New(),
            Compression = CompressionOf(media.Request, choice.Profile),
            MaximumDirectoryBytes = settings.Current.MaximumDirectoryBytes,
            Conversion = new PixelConversionOptions { Codecs = all, ParallelFrames = 1 },
        };
    }

    // Where a medium is from can tell who is on it.
    private string InstitutionOf(MediaJob media) =>
        media.Deidentification is { } options && !options.HasFlag(ConfidentialityOptions.RetainInstitutionIdentity) ? "" : settings.Current.Institution;

    private TransferSyntax? CompressionOf(DicomDataSet request, MediaProfile profile)
    {
        var lossless = profile.TransferSyntaxes.FirstOrDefault(uid => uid == Uids.JPEGLosslessSV1 || uid == Uids.JPEG2000Lossless);
        var lossy = profile.TransferSyntaxes.FirstOrDefault(uid => uid == Uids.JPEGBaseline8Bit || uid == Uids.JPEG2000);
        var chosen = settings.Current.Compression switch
        {
            MediaCompression.Lossy when Says(request, Tags.AllowLossyCompression) == true && !lossy.IsEmpty => lossy,
            MediaCompression.None => default,
            _ => lossless,
        };
        return chosen.IsEmpty ? null : new TransferSyntax(chosen);
    }

    private static bool? Says(DicomDataSet request, Tag tag) => request.GetString(tag) switch { "YES" => true, "NO" => false, _ => null };

    private static string NewOrderId() => Convert.ToHexString(RandomNumberGenerator.GetBytes(12));
}
