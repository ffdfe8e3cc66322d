using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Annotations;

/// <summary>Removes what was drawn on a study that is deleted.</summary>
[Export(typeof(IDeletionObserver))]
[method: ImportingConstructor]
public sealed class DeletionObserver(AnnotationStore store) : IDeletionObserver
{
    /// <inheritdoc/>
    public ValueTask OnDeletedAsync(DeletedInstances deleted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deleted);
        if (deleted.IsWholeStudy && !deleted.StudyInstanceUid.IsEmpty)
        {
            store.Remove(deleted.StudyInstanceUid);
        }

        return ValueTask.CompletedTask;
    }
}
