namespace Gantry.Templates.Tests;

/// <summary>A solution made of a template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PluginId">The id that its plugin should have.</param>
/// <param name="Tests">The tests that it should have at least.</param>
/// <param name="Template">The template and its parameters.</param>
public sealed record Solution(string Name, string PluginId, int Tests, params string[] Template)
{
    /// <summary>The plugin's project, below the folder of all solutions.</summary>
    public string Project => $"{Name}/src/{Name}/{Name}.csproj";

    /// <summary>The project of its tests.</summary>
    public string TestProject => $"{Name}/tests/{Name}.Tests/{Name}.Tests.csproj";

    /// <summary>True for the one that is tested by dotnet test on behalf of its template.</summary>
    public bool IsTestedByDotnet { get; init; }

    public override string ToString() => Name;
}
