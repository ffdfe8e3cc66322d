namespace Gantry.Benchmarks.Ingest;

/// <summary>Who is stored to.</summary>
/// <param name="Name">As the tables have it.</param>
/// <param name="Port">Where it listens.</param>
/// <param name="AETitle">Its AE title.</param>
/// <param name="Process">What it runs in.</param>
internal sealed record Acceptor(string Name, int Port, string AETitle, ProcessTree Process);
