using System.Collections.Immutable;
using Gantry.Contracts;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Why a request cannot be performed.</summary>
/// <param name="Info">Execution Status Info.</param>
/// <param name="Note">A sentence for administrators.</param>
internal sealed record MediaRefusal(string Info, string Note)
{
    /// <summary>The instances that it is about.</summary>
    public ImmutableArray<MediaFailure> Failed { get; init; } = [];

    /// <summary>Because of instances; the first says what the request fails by.</summary>
    public static MediaRefusal Of(ImmutableArray<MediaFailure> failed) =>
        new(FailureReason.InfoOf(failed[0].Reason), $"{failed.Length} of the instances cannot be on the media: {failed[0].Describe()}.") { Failed = failed };
}

/// <summary>A request cannot be performed.</summary>
internal sealed class MediaRefusalException(MediaRefusal refusal) : Exception(refusal.Note)
{
    public MediaRefusal Refusal => refusal;
}
