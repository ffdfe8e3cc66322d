using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Fixtures.Tuned;

public enum Colour
{
    Red,
    Green,
}

[PluginSettings]
public sealed record TunedSettings
{
#if VERSION_TWO
    [Setting("How many at a time.", AppliesLive = true), Range(1, 8)]
#else
    [Setting("How many at a time.", AppliesLive = true), Range(1, 64)]
#endif
    public int Count { get; init; } = 4;

    [Setting("Whom to tell.", AppliesLive = true), StringLength(16, MinimumLength = 1)]
    public ImmutableArray<string> Peers { get; init; } = [];

    [Setting("How it looks.", AppliesLive = true)]
    public Colour Colour { get; init; }

#if !VERSION_TWO
    [Setting("Where things are."), RegularExpression("[a-z]+")]
    public string Place { get; init; } = "here";
#endif

    [Setting("How long to wait."), Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    [Setting("What opens it.", IsSecret = true), MinLength(4)]
    public string Password { get; init; } = "none";
}
