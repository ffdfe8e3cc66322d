using Gantry.Host.Settings;

namespace Gantry.Host.Listener;

/// <summary>Has a listener pause, stop and serve again while the server runs. What it does is kept: a restart has it do the same.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class ListenerSwitch(ListenerSettings listener, HoldBook holds)
{
    private readonly Lock _gate = new();
    private PolledListener? _port;
    private volatile ListenerState _state = holds.StateOf(listener.Name);

    public ListenerSettings Listener => listener;

    public ListenerState State => _state;

    /// <summary>The port is open now; it is closed at once where the listener was stopped before the server was started anew.</summary>
    public void Attach(PolledListener port)
    {
        lock (_gate)
        {
            _port = port;
            if (_state == ListenerState.Stopped)
            {
                port.Close();
            }
        }
    }

    /// <summary>Changes what it does with those who call from now on.</summary>
    /// <returns>False where it does that already.</returns>
    /// <exception cref="IOException">Its port cannot be opened again, for something else has it meanwhile or the server ends, or the change cannot be kept. It stays as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The change may not be kept. It stays as it was.</exception>
    public bool Change(ListenerState state)
    {
        lock (_gate)
        {
            if (_state == state)
            {
                return false;
            }

            if (state != ListenerState.Stopped)
            {
                _port?.Open(); // who connects before the state is changed is still rejected
            }

            try
            {
                holds.Keep(listener.Name, state);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                if (_state == ListenerState.Stopped)
                {
                    _port?.Close();
                }

                throw;
            }

            _state = state; // before the port is closed: whoever has just connected is told, and not served
            if (state == ListenerState.Stopped)
            {
                _port?.Close();
            }

            return true;
        }
    }
}
