using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.MediaCreation;

/// <summary>By which profile, and on which device, a request is performed.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Device">The name of the device.</param>
/// <param name="Capacity">The bytes that its medium holds.</param>
internal sealed record MediaChoice(MediaProfile Profile, string Device, long Capacity)
{
    /// <summary>The device that costs nobody a disc: where no device is named, it comes before all others.</summary>
    public const string UsualDevice = "imagefile";

    /// <summary>Chooses.</summary>
    /// <param name="asked">The profile that was asked for; empty for none.</param>
    /// <param name="device">The device that was asked for, or that settings say; empty for any.</param>
    /// <param name="bytes">How many bytes the instances have, as they are stored.</param>
    /// <param name="usual">The profiles where none was asked for.</param>
    /// <param name="devices">All devices.</param>
    /// <exception cref="MediaRefusalException">There is none.</exception>
    public static MediaChoice Of(string asked, string device, long bytes, ImmutableArray<string> usual, MediaDevices devices)
    {
        ImmutableArray<IMediaDevice> candidates = device.Length == 0
            ? [.. devices.All.OrderBy(one => one.Name == UsualDevice ? 0 : 1)]
            : devices.Find(device) is { } one ? [one] : throw Refused(MediaStatusInfo.DeviceFailure, $"There is no media device {device}.");
        MediaChoice? last = null;
        foreach (var name in asked.Length > 0 ? [asked] : usual)
        {
            if (!MediaProfiles.TryGet(name, out var profile))
            {
                throw Refused(MediaStatusInfo.NotSupported, $"The media application profile {name} is not known.");
            }

            foreach (var candidate in candidates)
            {
                if (candidate.Media.FirstOrDefault(medium => medium.Name == profile.Medium) is { } medium)
                {
                    last = new MediaChoice(profile, candidate.Name, Math.Min(medium.Capacity, profile.Capacity));
                    if (bytes <= last.Capacity)
                    {
                        return last;
                    }
                }
            }
        }

        return last ?? throw Refused(MediaStatusInfo.NotSupported, candidates.IsEmpty ? "There is no media device." : "No device makes the medium of the profile.");
    }

    private static MediaRefusalException Refused(string info, string note) => new(new MediaRefusal(info, note));
}
