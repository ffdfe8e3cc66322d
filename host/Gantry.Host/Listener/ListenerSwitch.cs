using Gantry.Host.Settings;

namespace Gantry.Host.Listener;

/// <summary>Has a listener pause, stop and serve again while the server runs. A restart has it serve, as the settings say.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class ListenerSwitch(ListenerSettings listener)
{
    private readonly Lock _gate = new();
    private DicomConnectionListener? _port;
    private volatile ListenerState _state;

    public ListenerSettings Listener => listener;

    public ListenerState State => _state;

    /// <summary>The port is open now.</summary>
    public void Attach(DicomConnectionListener port)
    {
        lock (_gate)
        {
            _port = port;
        }
    }

    /// <summary>Changes what it does with those who call from now on.</summary>
    /// <returns>False where it does that already.</returns>
    /// <exception cref="IOException">Its port cannot be opened again: something else has it meanwhile, or the server ends. It stays stopped.</exception>
    public bool Change(ListenerState state)
    {
        lock (_gate)
        {
            if (_state == state)
            {
                return false;
            }

            if (state == ListenerState.Stopped)
            {
                _state = state; // first: whoever has just connected is told, and not served
                _port?.Close();
            }
            else
            {
                _port?.Open();
                _state = state;
            }

            return true;
        }
    }
}
