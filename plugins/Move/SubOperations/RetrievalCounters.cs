using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Move;

/// <summary>Counts the sub-operations of one retrieval, and gives its final response (PS3.4 §C.4.2.1.5 to §C.4.2.1.9).</summary>
internal sealed class RetrievalCounters(int total)
{
    private readonly List<Uid> _failed = [];
    private int _completed;
    private int _warning;

    /// <summary>The counters now.</summary>
    public SubOperations Now => new(total - _completed - _failed.Count - _warning, _completed, _failed.Count, _warning);

    /// <summary>Counts a sub-operation by the status that it ended with.</summary>
    public void Count(Uid sopInstance, DimseStatus status)
    {
        switch (status.Class)
        {
            case DimseStatusClass.Success:
                _completed++;
                break;
            case DimseStatusClass.Warning:
                _warning++;
                break;
            default:
                _failed.Add(sopInstance);
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
    public RetrieveResponse Cut(CancellationReason reason) => reason == CancellationReason.PeerCancelled
        ? Response(DimseStatus.Cancel)
        : Response(DimseStatus.OutOfResourcesForSubOperations) with { ErrorComment = "The server is stopping." };

    private RetrieveResponse Response(DimseStatus status) => new(status, Now) { FailedSopInstanceUids = [.. _failed] };
}
