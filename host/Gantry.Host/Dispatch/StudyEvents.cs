using Gantry.Contracts;
using Gantry.Host.Rehearsals;

namespace Gantry.Host.Dispatch;

/// <inheritdoc/>
/// <param name="observers">Those who are told; known once the plugins are.</param>
internal sealed class StudyEvents(Lazy<Observers> observers) : IStudyEvents
{
    public async ValueTask TellCompleteAsync(CompleteStudy study, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(study);
        if (RehearsalScope.Current is not null)
        {
            return; // it has not come about
        }

        await observers.Value.TellAsync(study).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask TellDeletedAsync(DeletedInstances deleted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deleted);
        if (RehearsalScope.Current is not null)
        {
            return; // it has not come about
        }

        await observers.Value.TellAsync(deleted).WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
