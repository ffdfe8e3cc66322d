using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Retention;

/// <summary>Looks at what a person has chosen, and deletes it; with the catalog, queues and store of the moment.</summary>
[Export]
[method: ImportingConstructor]
public sealed class ChosenDeletion(ICatalog catalog, StudyReader reader, DeletionObstacles obstacles, StudyDeletion deletion, DeletionBook book)
{
    /// <summary>What the choice comes to; null where nothing of it is here.</summary>
    internal async ValueTask<(DeletionPlan Plan, DeletionOrder Order)?> LookAsync(DeletionChoice choice, string user, string reason, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(choice, cancellationToken).ConfigureAwait(false) is not { } study)
        {
            return null;
        }

        var chosen = await SelectAsync(SelectionOf(choice), cancellationToken).ConfigureAwait(false);
        if (chosen.Count == 0)
        {
            return null;
        }

        var isWholeStudy = (choice is { Series.IsEmpty: true, Instance.IsEmpty: true, Scope: null })
            || (await SelectAsync(new InstanceSelection { Studies = [choice.Study] }, cancellationToken).ConfigureAwait(false)).Count == chosen.Count;
        var order = new DeletionOrder
        {
            Study = choice.Study,
            Instances = [.. chosen.Select(DoomedInstance.Of)],
            IsWholeStudy = isWholeStudy,
            Reason = reason,
            User = user,
            PatientId = study.GetString(Tags.PatientID) ?? "",
            PatientName = study.GetString(Tags.PatientName) ?? "",
        };
        var plan = new DeletionPlan
        {
            Study = choice.Study,
            Series = choice.Series.IsEmpty && choice.Instance.IsEmpty ? await reader.CountSeriesAsync(choice, cancellationToken).ConfigureAwait(false) : 1,
            Instances = chosen.Count,
            Bytes = order.Bytes,
            IsWholeStudy = isWholeStudy,
            Obstacles = await obstacles.FindAsync(study, chosen, cancellationToken).ConfigureAwait(false),
        };
        return (plan, order);
    }

    /// <summary>Deletes; see <see cref="StudyDeletion.DeleteAsync"/>.</summary>
    internal Task DeleteAsync(DeletionOrder order) => deletion.DeleteAsync(order);

    /// <summary>Ends the deletions that were interrupted.</summary>
    internal async Task ResumeAsync()
    {
        foreach (var (note, order) in book.TakeInterrupted())
        {
            await deletion.ResumeAsync(order, note).ConfigureAwait(false);
        }

        foreach (var order in book.Recent())
        {
            await deletion.RemoveListedAsync(order).ConfigureAwait(false);
        }
    }

    private static InstanceSelection SelectionOf(DeletionChoice choice) => new()
    {
        Studies = [choice.Study],
        Series = choice.Series.IsEmpty ? [] : [choice.Series],
        Instances = choice.Instance.IsEmpty ? [] : [choice.Instance],
        Scope = choice.Scope,
    };

    private async ValueTask<List<CatalogInstance>> SelectAsync(InstanceSelection selection, CancellationToken cancellationToken)
    {
        var instances = new List<CatalogInstance>();
        await foreach (var instance in catalog.SelectAsync(selection, cancellationToken).ConfigureAwait(false))
        {
            instances.Add(instance);
        }

        return instances;
    }
}
