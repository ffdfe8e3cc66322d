using Gantry.Contracts;

namespace Gantry.Plugins.TransactionLog.Audit;

/// <summary>Accesses by web services, until they are told of: a viewer asks for each frame of a study, and that is one access.</summary>
/// <remarks>One caller at a time. Bounded: the longest ago make room.</remarks>
internal sealed class WebBook
{
    /// <summary>How long more of the same is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int Maximum = 10_000;
    private readonly Dictionary<(string User, string Host, string Study, AuditedWebKind Kind, AuditOutcome Outcome), (CompletedWebRequest First, int Count, DateTimeOffset LastAt)> _open = [];

    /// <summary>Adds one.</summary>
    public void Add(CompletedWebRequest request, DateTimeOffset now)
    {
        var host = request.Peer is System.Net.IPEndPoint ip ? ip.Address.ToString() : ""; // each connection has a port of its own
        var key = (request.User, host, AuditedWeb.StudyOf(request).Value, AuditedWeb.KindOf(request), AuditedWeb.OutcomeOf(request));
        _open[key] = _open.TryGetValue(key, out var before) ? (before.First, before.Count + 1, now) : (request, 1, now);
    }

    /// <summary>Takes what is to be told of now.</summary>
    public List<(CompletedWebRequest First, int Count)> Take(DateTimeOffset now)
    {
        var due = _open.Where(pair => now - pair.Value.LastAt >= Patience).ToList();
        if (_open.Count > Maximum)
        {
            due = [.. _open.OrderBy(pair => pair.Value.LastAt).Take(Maximum / 2)];
        }

        due.ForEach(pair => _open.Remove(pair.Key));
        return [.. due.Select(pair => (pair.Value.First, pair.Value.Count))];
    }
}
