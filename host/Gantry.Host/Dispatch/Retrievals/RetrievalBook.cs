using Gantry.Dicom.Network;

namespace Gantry.Host.Dispatch.Retrievals;

/// <summary>The retrievals that go on, and the last that ended.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class RetrievalBook(TimeProvider time)
{
    private const int MaximumEnded = 100;
    private const int MaximumOutcomesOfEnded = 2 * Retrieval.MaximumOutcomes;
    private readonly Lock _changing = new();
    private readonly LinkedList<Retrieval> _retrievals = [];

    /// <summary>Those that go on and the last that ended, the last begun first.</summary>
    public IReadOnlyList<Retrieval> List()
    {
        lock (_changing)
        {
            return [.. _retrievals];
        }
    }

    /// <summary>Notes the retrieval of an operation that begins.</summary>
    public Retrieval Begin(DimseOperation operation)
    {
        var retrieval = new Retrieval
        {
            Id = operation.Context.CorrelationId,
            Command = operation.Command,
            Requestor = operation.Context.CallingAETitle,
            Destination = operation.Request.Command is CMoveRq move ? move.MoveDestination : operation.Context.CallingAETitle,
            Plugin = operation.Plugin ?? "",
            BegunAt = time.GetUtcNow(),
        };
        Begin(retrieval);
        return retrieval;
    }

    /// <summary>Notes a retrieval that begins, and forgets those that ended long ago.</summary>
    public void Begin(Retrieval retrieval)
    {
        lock (_changing)
        {
            Forget();
            _retrievals.AddFirst(retrieval);
        }
    }

    /// <summary>Notes how it ended.</summary>
    public void End(Retrieval retrieval, DimseResponse response) => retrieval.End(response.Status, response.ErrorComment, time.GetUtcNow());

    // Those that go on stay whatever they are; of the others not many, and not many instances in all.
    private void Forget()
    {
        var (count, outcomes) = (0, 0);
        for (var node = _retrievals.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Status is not null)
            {
                outcomes += node.Value.OutcomeCount;
                if (++count >= MaximumEnded || outcomes > MaximumOutcomesOfEnded)
                {
                    _retrievals.Remove(node);
                }
            }

            node = next;
        }
    }
}
