using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Makes the files of a request's instances: out of the store, without what identifies the patient where that is asked for, and converted as the profile wants.</summary>
/// <remarks>Safe for concurrent use.</remarks>
/// <param name="folder">Where they are made.</param>
/// <param name="options">What the profile wants.</param>
/// <param name="deidentifier">De-identifies them; null where they stay as they are.</param>
internal sealed class InstancePreparer(string folder, FileSetWriterOptions options, Deidentifier? deidentifier)
{
    /// <summary>Makes the file of an instance.</summary>
    /// <param name="source">The store.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="asked">The instance as it was asked for.</param>
    /// <param name="cancellationToken">Ends the work between frames.</param>
    /// <returns>The file; or the failure, where the instance is the matter. The caller disposes it.</returns>
    /// <exception cref="IOException">The store cannot be read, or the disk is full.</exception>
    public async Task<(PreparedInstance Prepared, MediaFailure? Failure)> PrepareAsync(InstanceSource source, CatalogInstance instance, MediaFailure asked, CancellationToken cancellationToken)
    {
        var prepared = new PreparedInstance(asked);
        var (fetched, clean) = (Path.Combine(folder, $"{Guid.NewGuid():N}.fetched"), Path.Combine(folder, $"{Guid.NewGuid():N}.clean"));
        string? taken = null;
        try
        {
            var digest = await source.FetchAsync(instance, fetched, cancellationToken).ConfigureAwait(false);
            var warnings = deidentifier is null
                ? ImmutableArray<DeidentificationWarning>.Empty
                : (await deidentifier.DeidentifyFileAsync(fetched, clean, cancellationToken).ConfigureAwait(false)).Warnings;
            var made = deidentifier is null ? fetched : clean;
            var file = FileSetFile.Prepare(made, folder, options, takes: true, cancellationToken);
            if (!file.IsConverted)
            {
                taken = made;
            }

            return (prepared with { File = file, Digest = file.IsConverted || deidentifier is not null ? null : digest, Warnings = warnings }, null);
        }
        catch (FileNotFoundException)
        {
            return (prepared, prepared.Fail(FailureReason.NoSuchInstance));
        }
        catch (Exception fault) when (fault is InvalidDataException or DicomEncodingException or DeidentificationException)
        {
            return (prepared, prepared.Fail(FailureReason.ProcessingFailure));
        }
        catch (FileSetException)
        {
            return (prepared, prepared.Fail(FailureReason.ProfileInstanceConflict));
        }
        catch (PixelDataException)
        {
            return (prepared, prepared.Fail(FailureReason.ProfileCompressionConflict));
        }
        finally
        {
            foreach (var left in (deidentifier is null ? (string[])[fetched] : [fetched, clean]).Where(file => file != taken))
            {
                File.Delete(left);
            }
        }
    }
}
