using Gantry.Dicom.Network;
using Gantry.Host.Rehearsals;

namespace Gantry.Host.Maintenance.Replays;

/// <summary>How a request is asked again.</summary>
/// <param name="Contexts">The presentation contexts that it needs.</param>
/// <param name="AskAsync">Asks it on an association; what comes with it is noted in the rehearsal, where there is one.</param>
internal sealed record ReplayCall(IReadOnlyList<ProposedContext> Contexts, Func<Association, Rehearsal?, CancellationToken, ValueTask<ReplayAnswer>> AskAsync)
{
    /// <summary>What was stored when it was recorded; null where that is not known, or nothing was.</summary>
    public RehearsedEffect? Stored { get; init; }
}
