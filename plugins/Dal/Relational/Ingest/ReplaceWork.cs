using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dal.Relational.Retrieve;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>Puts an instance in the place of the one that lies at a location.</summary>
internal sealed class ReplaceWork(IngestEntry entry, string location) : WriterWork<bool>
{
    public override bool IsRepeatable => true;

    protected override bool PerformCore(WriterSession session)
    {
        session.Flush();
        var (uid, place) = (entry.SopInstance.Value, entry.Entry.Stored.Location);
        if (session.IsRepeating && session.Context.Instances.Any(instance => instance.Uid == uid && instance.Location == place))
        {
            return true; // the commit of which nobody knew has happened
        }

        if (!session.Context.Instances.Any(instance => instance.Uid == uid && instance.Location == location))
        {
            return false;
        }

        Removal.Perform(session, SelectionFilter.Of(new InstanceSelection { Instances = ImmutableArray.Create(entry.SopInstance) }));
        var outcome = AddOutcome.AlreadyPresent;
        session.Add(entry, result => outcome = result);
        session.Flush();

        // Another host was faster: the transaction is undone and tried again, and then the location tells.
        return outcome == AddOutcome.Added ? true : throw new CatalogException("Another host has just stored the same instance.") { IsTransient = false };
    }
}
