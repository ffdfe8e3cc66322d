using System.Collections.Immutable;

namespace Gantry.Contracts;

/// <summary>One thing to say in the conformance statement: a sentence or two, a table, or both. Plain text; the host takes care of the format.</summary>
/// <param name="Title">What it is about: <c>Matching keys</c>.</param>
public sealed record ConformanceDetail(string Title)
{
    /// <summary>The text; empty unless set.</summary>
    public string Text { get; init; } = "";

    /// <summary>The headings of the table; none, the default, for no table.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>The rows of the table, each with a cell for each column.</summary>
    public ImmutableArray<ImmutableArray<string>> Rows { get; init; } = [];

    /// <summary>The details of the statuses that a service answers with: rows of the status, and when it is given.</summary>
    public static ConformanceDetail OfStatuses(string service, params ReadOnlySpan<(string Status, string When)> statuses)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>(statuses.Length);
        foreach (var (status, when) in statuses)
        {
            rows.Add([status, when]);
        }

        return new ConformanceDetail($"Statuses of {service}") { Columns = ["Status", "When"], Rows = rows.MoveToImmutable() };
    }
}
