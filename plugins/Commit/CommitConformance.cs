using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Commit;

/// <summary>Says what commitment means here, and how it is reported.</summary>
[Export(typeof(IConformanceDetails))]
public sealed class CommitConformance : IConformanceDetails
{
    /// <inheritdoc/>
    public IEnumerable<ConformanceDetail> Describe() =>
    [
        new("What is committed to")
        {
            Text = "An instance that the catalog lists under the SOP class named, and whose data set was read to its end from the instance store, with the number of "
                + "bytes and the SHA-256 that it had when it was received. What is acknowledged by C-STORE is on stable storage already. Instances are kept until an "
                + "administrator deletes them. Storage Media File-Set ID and UID are not used.",
        },
        new("Requests")
        {
            Text = "A request is durable before its response. Of a request with more than 25,000 instances none is taken, unless the setting MaximumInstances says "
                + "otherwise. The same request again from the same AE, before its result was reported, is the same request; any other use of a Transaction UID that "
                + "is remembered (30 days after its end, by default) is reported as failed.",
        },
        new("Reports")
        {
            Text = "On the association of the request while it lasts, and else on a new one to the address that is configured for the calling AE title, where SCP "
                + "is proposed as the only role (PS3.7 §D.3.3.4); configurable for all AEs and for each. An attempt that fails is repeated with growing pauses, from "
                + "30 seconds to an hour, for three days by default, across restarts. Retrieve AE Title has the called AE title of the request.",
            Columns = ["Event type", "When"],
            Rows = [["1", "all instances are committed to"], ["2", "some are not: they are in Failed SOP Sequence"]],
        },
        new("As SCU")
        {
            Text = "An administrator has another archive asked to keep instances of the catalog, up to 5,000 in a request. The report is taken on the association of the request, "
                + "which is kept open for 10 seconds by default, or on one that the archive opens as SCP, from the AE title that was asked, at any time. A request that is refused or "
                + "not answered within a day, by default, is made again with a new Transaction UID, for three days by default.",
        },
        new("Failure reasons")
        {
            Columns = ["Failure Reason", "When"],
            Rows =
            [
                ["0110", "the instance is here, and is damaged or cannot be read"],
                ["0112", "the instance is not here"],
                ["0119", "the instance is here under another SOP class"],
                ["0122", "the SOP class is one of the standard whose instances are not stored"],
                ["0131", "the Transaction UID is in use"],
                ["0213", "the instance could not be checked in all the time that there was"],
            ],
        },
        ConformanceDetail.OfStatuses(
            "N-ACTION",
            ("0000", "the request was taken; its result will be reported"),
            ("0110", "the ledger refuses the request for good, or the server is stopping"),
            ("0112", "the Requested SOP Instance UID is not the well-known one"),
            ("0115", "Transaction UID or Referenced SOP Sequence are missing, or have no valid UIDs; Offending Element says which"),
            ("0123", "an action type other than 1"),
            ("0213", "too many instances, or the ledger is busy or away: ask again with a new Transaction UID")),
    ];
}
