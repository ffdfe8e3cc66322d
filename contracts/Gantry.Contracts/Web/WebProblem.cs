namespace Gantry.Contracts;

/// <summary>What is wrong with a request (RFC 9457).</summary>
/// <param name="Title">What kind of problem, in a few words.</param>
/// <param name="Detail">What is wrong, in a sentence, without patient data.</param>
public sealed record WebProblem(string Title, string Detail);
