namespace Gantry.Host.Listener;

/// <summary>What a listener does with those who call.</summary>
internal enum ListenerState
{
    /// <summary>It takes associations.</summary>
    Serving,

    /// <summary>It rejects associations as transient, so that peers try again later. Those that are open go on.</summary>
    Paused,

    /// <summary>Its port is closed. Associations that are open go on.</summary>
    Stopped,
}
