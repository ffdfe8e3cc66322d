using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Fills media with instances, one after the other, and begins the next where there is no place left and the request may be split.</summary>
/// <remarks>One caller at a time.</remarks>
/// <param name="root">The folder of the request; a folder in it for each medium, from 1.</param>
/// <param name="options">What the first file-set is.</param>
/// <param name="place">The bytes of a medium that there are for instances.</param>
/// <param name="splits">Whether the request may be split.</param>
internal sealed class ContentBuilder(string root, FileSetWriterOptions options, long place, bool splits)
{
    private const int LongestFileSetId = 16;
    private readonly List<Disc> _discs = [];

    /// <summary>The media so far.</summary>
    public IReadOnlyList<Disc> Discs => _discs;

    /// <summary>Adds an instance.</summary>
    /// <param name="instance">The instance, whose file is taken where it is added.</param>
    /// <returns>Why it cannot be on the media; null where it is.</returns>
    /// <exception cref="MediaRefusalException">There is no place, and the request may not be split.</exception>
    /// <exception cref="IOException">The disk is full, or cannot be used.</exception>
    public MediaFailure? Add(PreparedInstance instance)
    {
        try
        {
            var (disc, file) = (_discs.Count == 0 ? Begin() : _discs[^1], instance.File!);
            if (!disc.CouldHold(file))
            {
                return instance.Fail(FailureReason.SizeExceeded);
            }

            if (!disc.Holds(file))
            {
                if (!splits)
                {
                    throw new MediaRefusalException(new MediaRefusal(MediaStatusInfo.SetOversized, $"The instances are more than a {options.Profile.Medium} holds, and may not be split."));
                }

                Complete();
                disc = Begin();
            }

            disc.Add(file, instance.Digest);
            return null;
        }
        catch (FileSetException)
        {
            return instance.Fail(FailureReason.ProfileInstanceConflict);
        }
    }

    /// <summary>Writes the directory of the last medium.</summary>
    /// <exception cref="MediaRefusalException">There cannot be a directory of so much.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Complete()
    {
        try
        {
            _discs[^1].Complete();
        }
        catch (DicomEncodingException fault)
        {
            throw new MediaRefusalException(new MediaRefusal(MediaStatusInfo.DirectoryError, fault.Message));
        }
    }

    private Disc Begin()
    {
        var number = _discs.Count + 1;
        var folder = Path.Combine(root, number.ToString(CultureInfo.InvariantCulture));
        var suffix = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"_{number}");
        var disc = new Disc(folder, options with
        {
            FileSetId = options.FileSetId[..Math.Min(options.FileSetId.Length, LongestFileSetId - suffix.Length)] + suffix,
            FileSetUid = number == 1 ? options.FileSetUid : Uid.New(),
        }, place);
        _discs.Add(disc);
        return disc;
    }
}
