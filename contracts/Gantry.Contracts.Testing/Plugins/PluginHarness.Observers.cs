using System.Composition;
using Xunit;

namespace Gantry.Contracts.Testing;

public sealed partial class PluginHarness
{
    /// <summary>Tells the plugin's observers of an operation, as a host does when it has ended.</summary>
    /// <exception cref="InvalidOperationException">The plugin exports no observer.</exception>
    public ValueTask ObserveAsync(CompletedOperation operation) =>
        ObserveAsync(Plugin.CreateObserversOf<IOperationObserver>(), observer => observer.OnCompletedAsync(operation, TestContext.Current.CancellationToken));

    /// <summary>Tells the plugin's observers of an association, as a host does when it has ended.</summary>
    /// <exception cref="InvalidOperationException">The plugin exports no observer of associations.</exception>
    public ValueTask ObserveAsync(CompletedAssociation association) =>
        ObserveAsync(Plugin.CreateObserversOf<IAssociationObserver>(), observer => observer.OnEndedAsync(association, TestContext.Current.CancellationToken));

    /// <summary>Tells the plugin's observers of an operation that the server has asked of a peer, as a host does when it has ended.</summary>
    /// <exception cref="InvalidOperationException">The plugin exports no observer of such.</exception>
    public ValueTask ObserveAsync(CompletedInvocation invocation) =>
        ObserveAsync(Plugin.CreateObserversOf<IInvocationObserver>(), observer => observer.OnInvokedAsync(invocation, TestContext.Current.CancellationToken));

    /// <summary>Tells the plugin's observers of an administrator's action, as a host does when it was done.</summary>
    /// <exception cref="InvalidOperationException">The plugin exports no observer of such.</exception>
    public ValueTask ObserveAsync(AdministrativeAction action) =>
        ObserveAsync(Plugin.CreateObserversOf<IAdministrationObserver>(), observer => observer.OnActedAsync(action, TestContext.Current.CancellationToken));

    /// <summary>Tells the plugin's observers of a web request, as a host does when it was answered.</summary>
    /// <exception cref="InvalidOperationException">The plugin exports no observer of such.</exception>
    public ValueTask ObserveAsync(CompletedWebRequest request) =>
        ObserveAsync(Plugin.CreateObserversOf<IWebObserver>(), observer => observer.OnAnsweredAsync(request, TestContext.Current.CancellationToken));

    /// <summary>Tells the plugin's observers of a study, as a host does when it is complete.</summary>
    /// <exception cref="InvalidOperationException">The plugin exports no observer of studies.</exception>
    public ValueTask ObserveAsync(CompleteStudy study) =>
        ObserveAsync(Plugin.CreateStudyObservers(), observer => observer.OnCompleteAsync(study, TestContext.Current.CancellationToken));

    /// <summary>Tells the plugin's observers of a deletion, as a host does after it.</summary>
    /// <exception cref="InvalidOperationException">The plugin exports no observer of deletions.</exception>
    public ValueTask ObserveAsync(DeletedInstances deleted) =>
        ObserveAsync(Plugin.CreateObserversOf<IDeletionObserver>(), observer => observer.OnDeletedAsync(deleted, TestContext.Current.CancellationToken));

    private static async ValueTask ObserveAsync<T>(IReadOnlyList<Export<T>> observers, Func<T, ValueTask> tell)
        where T : class
    {
        if (observers.Count == 0)
        {
            throw new InvalidOperationException($"The plugin does not export {typeof(T).Name}.");
        }

        foreach (var observer in observers)
        {
            await UseAsync(observer, async part =>
            {
                await tell(part).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
        }
    }
}
