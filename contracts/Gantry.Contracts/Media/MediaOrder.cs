using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>A medium that a device is to make: of one content, in some copies.</summary>
public sealed record MediaOrder
{
    /// <summary>The longest <see cref="Id"/>, in characters: what robots take for the name of a job.</summary>
    public const int MaximumIdLength = 30;

    /// <summary>Its name: 1 to <see cref="MaximumIdLength"/> capitals and digits, unlike that of every other order, ever. It says nothing of patients, so it may be part of file names.</summary>
    public required string Id { get; init; }

    /// <summary>The request that it belongs to: the SOP Instance UID of the Media Creation Management SOP Instance.</summary>
    public required Uid Request { get; init; }

    /// <summary>The root of the medium: a folder whose files do not change until the order has ended. Not the device's to change or delete.</summary>
    public required string Folder { get; init; }

    /// <summary>The medium, one of <see cref="IMediaDevice.Media"/>.</summary>
    public required string Medium { get; init; }

    /// <summary>What the medium is called: 1 to 16 capitals, digits and underscores.</summary>
    public required string Volume { get; init; }

    /// <summary>When the content was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many pieces are to be made of it; from 1, which it is unless set.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>The Request Priority (2200,0020): <see cref="MediaPriority.Medium"/> unless set.</summary>
    public MediaPriority Priority { get; init; }

    /// <summary>Which part of a request it is that was split over several media; from 1, which it is unless set.</summary>
    public int Part { get; init; } = 1;

    /// <summary>How many parts there are; 1 unless set.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>What is to be printed on the pieces; nothing unless set.</summary>
    public MediaLabel Label { get; init; } = MediaLabel.None;

    /// <summary>Media Disposition (2200,0004): where and to whom the pieces go; empty unless set. It may identify the patient.</summary>
    public string Disposition { get; init; } = "";

    /// <summary>True for what can be the <see cref="Id"/> of an order, and part of the name of a file.</summary>
    public static bool IsId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length is > 0 and <= MaximumIdLength && id.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character));
    }
}
