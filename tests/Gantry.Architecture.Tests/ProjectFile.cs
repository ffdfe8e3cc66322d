using System.Xml.Linq;

namespace Gantry.Architecture.Tests;

/// <summary>A project of the checkout, as its file says.</summary>
internal sealed record ProjectFile(string Path, XDocument Xml)
{
    public static IReadOnlyList<ProjectFile> All { get; } =
        [.. Checkout.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(file => new ProjectFile(file, XDocument.Load(Checkout.FullPath(file))))];

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => Path[..Path.LastIndexOf('/')];

    /// <summary>The first folder: dicom, contracts, host, plugins, tests or tools.</summary>
    public string Layer => Path[..Path.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The plugin's id; null for what is no plugin.</summary>
    public string? PluginId => Xml.Descendants("PluginId").Select(element => element.Value).SingleOrDefault();

    public IEnumerable<string> Packages => Xml.Descendants("PackageReference").Select(element => element.Attribute("Include")?.Value ?? "");

    public IEnumerable<ProjectFile> References => Xml.Descendants("ProjectReference").Select(element => Resolve(element.Attribute("Include")!.Value));

    public override string ToString() => Path;

    private ProjectFile Resolve(string include)
    {
        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(Checkout.Top, Folder, include.Replace('\\', '/')));
        var path = System.IO.Path.GetRelativePath(Checkout.Top, full).Replace('\\', '/');
        return All.FirstOrDefault(project => project.Path == path)
            ?? throw new InvalidOperationException($"{Path} references {path}, which is no project of the checkout.");
    }
}
