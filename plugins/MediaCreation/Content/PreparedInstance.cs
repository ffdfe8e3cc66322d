using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>An instance as it goes onto a medium, or why it cannot. Disposing it deletes what was not added to one.</summary>
/// <param name="Asked">The instance as it was asked for; the reason is none.</param>
internal sealed record PreparedInstance(MediaFailure Asked) : IDisposable
{
    /// <summary>Its file; null where it has failed.</summary>
    public FileSetFile? File { get; init; }

    /// <summary>The SHA-256 of the file; null where it is not known yet.</summary>
    public byte[]? Digest { get; init; }

    /// <summary>What a person should look at before it is given away.</summary>
    public ImmutableArray<DeidentificationWarning> Warnings { get; init; } = [];

    /// <summary>Why it cannot be on a medium.</summary>
    public MediaFailure Fail(ushort reason) => Asked with { Reason = reason };

    /// <inheritdoc/>
    public void Dispose() => File?.Dispose();
}
