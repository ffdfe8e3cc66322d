namespace Gantry.Contracts;

/// <summary>What a token is.</summary>
public enum AccessTokenKind
{
    /// <summary>A session of a person in a browser.</summary>
    Session = 0,

    /// <summary>A token that a program uses.</summary>
    Program = 1,
}
