using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Move;

/// <summary>Counts the sub-operations of one retrieval, and gives its final response (PS3.4 §C.4.2.1.5 to §C.4.2.1.9).</summary>
/// <param name="total">How many there are.</param>
/// <param name="record">Notes what became of each; null for none.</param>
internal sealed class RetrievalCounters(int total, RetrievalRecord? record = null)
{
    private readonly List<Uid> _failed = [];
    private int _completed;
    private int _warning;

    /// <summary>The counters now.</summary>
    public SubOperations Now => new(total - _completed - _failed.Count - _warning, _completed, _failed.Count, _warning);

    /// <summary>Counts a sub-operation by the status that it ended with.</summary>
    public void Count(SubOperationOutcome outcome)
    {
        if (outcome.WasAttempted)
        {
            record?.Note(outcome.SopInstance, outcome.Status);
        }

        switch (outcome.Status.Class)
        {
            case DimseStatusClass.Success:
                _completed++;
                break;
            case DimseStatusClass.Warning:
                _warning++;
                break;
            default:
                _failed.Add(outcome.SopInstance);
                break;
        }
    }

    /// <summary>The final response once nothing remains.</summary>
    /// <param name="failureComment">What to say where nothing at all was sent.</param>
    public RetrieveResponse Final(string failureComment) => Now switch
    {
        { Failed: 0, Warning: 0 } => Response(DimseStatus.Success),
        { Completed: 0, Warning: 0 } => Response(DimseStatus.OutOfResourcesForSubOperations) with { ErrorComment = failureComment },
        _ => Response(DimseStatus.SubOperationsCompleteWithFailures),
    };

    /// <summary>The final response of a retrieval that was cut short.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="comment">What to say where the requestor did not cancel it.</param>
    public RetrieveResponse Cut(CancellationReason reason, string comment = "The server is stopping.") => reason == CancellationReason.PeerCancelled
        ? Response(DimseStatus.Cancel)
        : Response(DimseStatus.OutOfResourcesForSubOperations) with { ErrorComment = comment };

    private RetrieveResponse Response(DimseStatus status) => new(status, Now) { FailedSopInstanceUids = [.. _failed] };
}
