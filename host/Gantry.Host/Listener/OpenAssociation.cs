using System.Collections.Concurrent;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Host.Listener;

/// <summary>An association that is open, as the administrator sees it.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class OpenAssociation(long id, Association association, AssociationOrigin? origin, bool isSecured, TimeProvider time)
{
    private readonly ConcurrentDictionary<OpenOperation, byte> _operations = new();
    private readonly long _opened = time.GetTimestamp();
    private long _lastUsed = time.GetTimestamp();

    public long Id { get; } = id;

    public Association Association { get; } = association;

    /// <summary>Where it has come from; null where this side has asked for it.</summary>
    public AssociationOrigin? Origin { get; } = origin;

    /// <summary>True over TLS.</summary>
    public bool IsSecured { get; } = isSecured;

    public TimeSpan Age => time.GetElapsedTime(_opened);

    /// <summary>How long no operation has been under way; zero while one is.</summary>
    public TimeSpan Idle => _operations.IsEmpty ? time.GetElapsedTime(Volatile.Read(ref _lastUsed)) : TimeSpan.Zero;

    /// <summary>The operations under way.</summary>
    public IEnumerable<OpenOperation> Operations => _operations.Keys;

    /// <summary>Notes an operation until the result is disposed.</summary>
    public OpenOperation Begin(string command, Uid sopClass, Func<string?>? plugin = null)
    {
        var operation = new OpenOperation(this, command, sopClass, plugin, time);
        _operations.TryAdd(operation, 0);
        return operation;
    }

    internal void End(OpenOperation operation)
    {
        Volatile.Write(ref _lastUsed, time.GetTimestamp());
        _operations.TryRemove(operation, out _);
    }
}

/// <summary>An operation under way on an association.</summary>
internal sealed class OpenOperation(OpenAssociation association, string command, Uid sopClass, Func<string?>? plugin, TimeProvider time) : IDisposable
{
    private readonly long _begun = time.GetTimestamp();

    /// <summary>As <c>C-STORE</c>.</summary>
    public string Command { get; } = command;

    public Uid SopClass { get; } = sopClass;

    /// <summary>The plugin that performs it; null where none does, or none yet.</summary>
    public string? Plugin => plugin?.Invoke();

    public TimeSpan Age => time.GetElapsedTime(_begun);

    public void Dispose() => association.End(this);
}
