namespace Gantry.Contracts;

/// <summary>An association to a remote AE for N-EVENT-REPORT. Disposing it releases the association, or aborts it where that fails.</summary>
public interface IRemoteEventReporter : IEventReporter, IAsyncDisposable;
