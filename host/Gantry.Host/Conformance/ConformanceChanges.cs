using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Conformance;

/// <summary>Notes with each change of a plugin what it changed of the offer to peers, and says so in the log.</summary>
internal sealed class ConformanceChanges(ILogger<ConformanceChanges> logger)
{
    public void PluginChanged(PluginChange change)
    {
        if (change.Refusal is not null)
        {
            return; // what was offered is offered
        }

        var difference = OfferDifference.Between(change.Before, change.After);
        change.Slot.OfferDifference = difference;
        if (!difference.IsNone)
        {
            logger.OfferChanged(change.Slot.Id, Text(difference.Came), Text(difference.Went));
        }
    }

    private static string Text(IReadOnlyList<string> lines) => lines.Count == 0 ? "nothing" : string.Join("; ", lines);
}
