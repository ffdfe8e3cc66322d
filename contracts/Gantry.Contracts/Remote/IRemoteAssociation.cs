namespace Gantry.Contracts;

/// <summary>An association to a remote AE for C-STORE. Disposing it releases the association, or aborts it where that fails.</summary>
public interface IRemoteAssociation : IInstanceSender, IAsyncDisposable
{
    /// <summary>False once the association is lost.</summary>
    bool IsEstablished { get; }
}
