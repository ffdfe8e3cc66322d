using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Commit;

/// <summary>Checks instances: committed to is what the catalog lists, and what can be read to its end with the digest that it had when it came.</summary>
/// <remarks>Made for a part of a request at a time, so that no version of the catalog or the store is held for long.</remarks>
[Export]
[method: ImportingConstructor]
public sealed class InstanceCheck(ICatalog catalog, IInstanceStore store, IPluginSettings<CommitSettings> settings, TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>How long one goes on.</summary>
    internal static readonly TimeSpan Span = TimeSpan.FromSeconds(20);

    private const int LookUpCount = 500;

    private readonly ILogger _logger = loggers.CreateLogger<InstanceCheck>();

    /// <summary>Checks the next instances of a commitment: all that are left, or as many as can be in <see cref="Span"/>, at least one.</summary>
    /// <exception cref="CatalogException">The catalog cannot tell.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal async ValueTask<Commitment> CheckAsync(Commitment commitment, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var failed = commitment.Failed.ToBuilder();
        var count = commitment.CheckedCount;
        while (count < commitment.Requested.Length && (count == commitment.CheckedCount || time.GetElapsedTime(begun) < Span))
        {
            var next = commitment.Requested.Slice(count, Math.Min(LookUpCount, commitment.Requested.Length - count));
            var known = await LookUpAsync(next, cancellationToken).ConfigureAwait(false);
            foreach (var reference in next)
            {
                if (await FindFailureAsync(reference, known.GetValueOrDefault(reference.SopInstanceUid), commitment.TransactionUid, cancellationToken).ConfigureAwait(false) is { } reason)
                {
                    failed.Add(new(reference, reason));
                }

                count++;
                if (time.GetElapsedTime(begun) >= Span)
                {
                    break;
                }
            }
        }

        return commitment with { CheckedCount = count, Failed = failed.ToImmutable(), CheckedAt = count == commitment.Requested.Length ? time.GetUtcNow() : null };
    }

    private async ValueTask<Dictionary<Uid, CatalogInstance>> LookUpAsync(IEnumerable<SopReference> references, CancellationToken cancellationToken)
    {
        var known = new Dictionary<Uid, CatalogInstance>();
        var selection = new InstanceSelection { Instances = [.. references.Select(reference => reference.SopInstanceUid).Distinct()] };
        await foreach (var instance in catalog.SelectAsync(selection, cancellationToken).ConfigureAwait(false))
        {
            known.TryAdd(instance.SopInstance, instance);
        }

        return known;
    }

    /// <returns>Why it is not committed to; null where it is.</returns>
    private async ValueTask<ushort?> FindFailureAsync(SopReference reference, CatalogInstance? known, Uid transaction, CancellationToken cancellationToken)
    {
        if (known is null)
        {
            return DicomUidRegistry.TryGet(reference.SopClassUid, out _) && !StorageSopClasses.Contains(reference.SopClassUid)
                ? FailureReason.SopClassNotSupported
                : FailureReason.NoSuchObjectInstance;
        }

        if (known.SopClass != reference.SopClassUid)
        {
            return FailureReason.ClassInstanceConflict;
        }

        try
        {
            var content = await store.OpenAsync(known.Location, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                var isOther = content.SopInstance != known.SopInstance || content.SopClass != known.SopClass
                    || content.TransferSyntax != known.TransferSyntax || content.Length != known.Length;
                var condition = isOther ? InstanceCondition.Damaged : await content.VerifyAsync(cancellationToken).ConfigureAwait(false);
                if (condition == InstanceCondition.Intact || (condition == InstanceCondition.Whole && !settings.Current.RequiresDigest))
                {
                    return null;
                }

                _logger.NotIntact(reference.SopInstanceUid, condition, transaction);
                return FailureReason.ProcessingFailure;
            }
        }
        catch (FileNotFoundException)
        {
            _logger.Lost(reference.SopInstanceUid, transaction);
            return FailureReason.NoSuchObjectInstance;
        }
        catch (IOException failure)
        {
            _logger.Unreadable(reference.SopInstanceUid, failure.Message, transaction);
            return FailureReason.ProcessingFailure;
        }
    }
}
