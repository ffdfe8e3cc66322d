namespace Gantry.Interop.Tests;

/// <summary>All attacks are on one host, one after the other, and its memory is watched: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Attacks), DisableParallelization = true)]
public sealed class Attacks : ICollectionFixture<HostileHost>;
