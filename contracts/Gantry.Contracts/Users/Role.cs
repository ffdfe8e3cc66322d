using System.Collections.Immutable;

namespace Gantry.Contracts;

/// <summary>A role: rights that go together.</summary>
public sealed record Role
{
    /// <summary>The name; 1 to <see cref="User.MaximumNameLength"/> characters, no control characters.</summary>
    public required string Name { get; init; }

    /// <summary>What the role is for; at most 255 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>The rights, each of 1 to <see cref="User.MaximumNameLength"/> characters without control characters; at most 256.</summary>
    public ImmutableArray<string> Rights { get; init; } = [];
}
