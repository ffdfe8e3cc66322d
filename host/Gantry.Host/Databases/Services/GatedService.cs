using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Databases.Services;

/// <summary>
/// A service of the database, as operations get it: each call goes to the database that serves then, which may be another than when the operation began, and
/// what it changes is written down.
/// </summary>
/// <typeparam name="T">The contract.</typeparam>
/// <remarks>As safe for concurrent use as the service itself.</remarks>
internal abstract class GatedService<T>
    where T : class
{
    private readonly OperationLeases _leases;
    private readonly Lock _binding = new();
    private volatile Bound _bound;

    /// <exception cref="ServiceUnavailableException">No plugin provides the contract.</exception>
    protected GatedService(OperationLeases leases)
    {
        _leases = leases;
        var slot = leases.Source.Provider(typeof(T));
        _bound = new Bound(slot, leases.Get<T>(slot));
    }

    protected ChangeBook Changes => _leases.Source.Writes.Changes;

    /// <summary>The service of the database that serves now. A plugin that is only unloaded serves the operation to its end.</summary>
    protected T Current
    {
        get
        {
            var slot = _leases.Source.Routing.Provider(typeof(T));
            var bound = _bound;
            return slot is null || slot == bound.Slot ? bound.Service : Bind(slot);
        }
    }

    /// <summary>Writes, and notes what was changed.</summary>
    /// <param name="write">Writes.</param>
    /// <param name="note">Notes what was, by the result.</param>
    /// <param name="noteUnknown">Notes what may have been: the call failed, and nobody knows how far it went.</param>
    /// <param name="cancellationToken">Ends the wait for the gate.</param>
    protected async ValueTask<TResult> WriteAsync<TResult>(
        Func<T, ValueTask<TResult>> write, Action<ChangeBook, TResult> note, Action<ChangeBook> noteUnknown, CancellationToken cancellationToken)
    {
        var gate = _leases.Source.Writes.Gate;
        await gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await write(Current).ConfigureAwait(false);
            note(Changes, result);
            return result;
        }
        catch
        {
            noteUnknown(Changes);
            throw;
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>Writes, and notes what was changed, or may have been.</summary>
    protected ValueTask<TResult> WriteAsync<TResult>(Func<T, ValueTask<TResult>> write, Action<ChangeBook> note, CancellationToken cancellationToken) =>
        WriteAsync(write, (changes, _) => note(changes), note, cancellationToken);

    private T Bind(PluginSlot slot)
    {
        lock (_binding)
        {
            if (_bound.Slot != slot)
            {
                _bound = new Bound(slot, _leases.Get<T>(slot));
            }

            return _bound.Service;
        }
    }

    private sealed record Bound(PluginSlot Slot, T Service);
}
