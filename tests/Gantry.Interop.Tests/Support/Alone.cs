namespace Gantry.Interop.Tests;

/// <summary>Tests that fill the machine, or look at how long something takes or how much memory: none of the others here runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
