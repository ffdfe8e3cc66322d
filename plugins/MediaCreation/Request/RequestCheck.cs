using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Looks whether a request can be performed, before anything is prepared: the instances are here, and their profile takes them.</summary>
[Export]
[method: ImportingConstructor]
public sealed class RequestCheck(ICatalog catalog, MediaDevices devices, PixelCodecs codecs, IPluginSettings<MediaSettings> settings)
{
    private const int LookUpCount = 500;

    /// <summary>Looks, and chooses profile and device where the request leaves that.</summary>
    /// <param name="job">The request.</param>
    /// <param name="caller">Who asked.</param>
    /// <param name="scope">What the caller may see of the catalog: what else there is, is not there.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>The choice, and the instances by UID.</returns>
    /// <exception cref="MediaRefusalException">It cannot be performed.</exception>
    /// <exception cref="CatalogException">The catalog cannot tell.</exception>
    internal async ValueTask<(MediaChoice Choice, IReadOnlyDictionary<Uid, CatalogInstance> Known)> CheckAsync(
        MediaJob job, AETitle caller, CatalogScope? scope, CancellationToken cancellationToken)
    {
        var asked = job.Instances.ToList();
        ThrowIfAny(asked.GroupBy(one => one.Reference.SopInstanceUid).Where(group => group.Count() > 1).SelectMany(group => group.Skip(1)), FailureReason.ProcessingFailure, MediaStatusInfo.DuplicateReference);
        ThrowIfAny(asked.Where(one => one.Profile.Length > 0 && !MediaProfiles.TryGet(one.Profile, out _)), FailureReason.ProfileNotSupported);
        var profile = asked.Select(one => one.Profile).FirstOrDefault(name => name.Length > 0) ?? "";
        ThrowIfAny(asked.Where(one => one.Profile.Length > 0 && !one.Profile.Equals(profile, StringComparison.OrdinalIgnoreCase)), FailureReason.ProfilesConflict);

        var known = await LookUpAsync(asked.Select(one => one.Reference), scope, cancellationToken).ConfigureAwait(false);
        ThrowIfAny(asked.Where(one => !known.ContainsKey(one.Reference.SopInstanceUid)), FailureReason.NoSuchInstance);
        ThrowIfAny(asked.Where(one => known[one.Reference.SopInstanceUid].SopClass != one.Reference.SopClassUid), FailureReason.ClassInstanceConflict);

        var device = job.Device.Length > 0 ? job.Device : settings.Current.DeviceOf(caller);
        var choice = MediaChoice.Of(profile.Length > 0 ? profile : job.Profile, device, asked.Sum(one => known[one.Reference.SopInstanceUid].Length), settings.Current.Profiles, devices);
        ThrowIfAny(asked.Where(one => !choice.Profile.AllowsSopClass(one.Reference.SopClassUid)), FailureReason.ProfileInstanceConflict);
        ThrowIfAny(asked.Where(one => !CanBeOn(choice.Profile, known[one.Reference.SopInstanceUid])), FailureReason.ProfileCompressionConflict);
        ThrowIfAny(asked.Where(one => IsTooLarge(choice, known[one.Reference.SopInstanceUid])), FailureReason.SizeExceeded);
        return (choice, known);
    }

    private async ValueTask<Dictionary<Uid, CatalogInstance>> LookUpAsync(IEnumerable<SopReference> references, CatalogScope? scope, CancellationToken cancellationToken)
    {
        var known = new Dictionary<Uid, CatalogInstance>();
        foreach (var some in references.Select(reference => reference.SopInstanceUid).Chunk(LookUpCount))
        {
            await foreach (var instance in catalog.SelectAsync(new InstanceSelection { Instances = [.. some], Scope = scope }, cancellationToken).ConfigureAwait(false))
            {
                known.TryAdd(instance.SopInstance, instance);
            }
        }

        return known;
    }

    // Without pixel data all can be converted; with, if somebody decodes them.
    private bool CanBeOn(MediaProfile profile, CatalogInstance instance) =>
        profile.Allows(instance.TransferSyntax.Uid) || !instance.TransferSyntax.IsEncapsulated || codecs.Decoded.Contains(instance.TransferSyntax);

    // What will be decompressed only grows.
    private static bool IsTooLarge(MediaChoice choice, CatalogInstance instance) => instance.Length > choice.Capacity && instance.TransferSyntax is { IsDeflated: false };

    private static void ThrowIfAny(IEnumerable<(SopReference Reference, string Profile)> failed, ushort reason, string? info = null)
    {
        ImmutableArray<MediaFailure> failures = [.. failed.Select(one => new MediaFailure(one.Reference, reason, one.Profile))];
        if (!failures.IsEmpty)
        {
            var refusal = MediaRefusal.Of(failures);
            throw new MediaRefusalException(info is null ? refusal : refusal with { Info = info });
        }
    }
}
