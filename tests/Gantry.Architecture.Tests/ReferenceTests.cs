using System.Xml.Linq;

namespace Gantry.Architecture.Tests;

/// <summary>Who may know whom: dicom, below contracts, below host and plugins, which never meet.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["dicom"] = ["dicom"],
        ["contracts"] = ["dicom", "contracts"],
        ["host"] = ["dicom", "contracts"],
        ["plugins"] = ["dicom", "contracts", "plugins"], // which of its own layer, the next test says
        ["tools"] = ["dicom", "tools"],
    };

    [Fact]
    public void A_layer_references_only_what_is_below_it() => Assert.All(
        ProjectFile.All.Where(project => project.Layer is not ("tests" or "plugin-template")),
        project => Assert.All(project.References, reference => Assert.Contains(reference.Layer, Allowed[project.Layer])));

    [Fact]
    public void What_a_template_makes_knows_packages_and_its_own_plugin_alone() => Assert.All(
        ProjectFile.All.Where(project => project.Layer == "plugin-template"),
        project => Assert.All(
            project.Xml.Descendants("ProjectReference"),
            reference => Assert.Equal(@"..\..\src\Vendor.Plugin\Vendor.Plugin.csproj", reference.Attribute("Include")?.Value)));

    [Fact]
    public void A_plugin_references_no_other_plugin_but_only_what_its_own_family_shares()
    {
        foreach (var project in ProjectFile.All.Where(project => project.Layer == "plugins"))
        {
            foreach (var reference in project.References.Where(reference => reference.Layer == "plugins"))
            {
                Assert.True(reference.PluginId is null, $"{project} references {reference}, which is a plugin.");
                var family = project.Folder[..project.Folder.LastIndexOf('/')];
                Assert.True(
                    family != "plugins" && reference.Path.StartsWith(family + "/", StringComparison.Ordinal),
                    $"{project} references {reference}, which is not below {family}.");
            }
        }
    }

    [Fact]
    public void The_DICOM_library_stands_alone()
    {
        var dicom = Assert.Single(ProjectFile.All, project => project.Name == "Gantry.Dicom");
        Assert.Empty(dicom.Packages);
        Assert.Empty(dicom.References);
        Assert.Empty(dicom.Xml.Descendants("FrameworkReference"));
    }

    [Fact]
    public void The_command_line_talks_to_the_host_only_through_its_administration()
    {
        var cli = Assert.Single(ProjectFile.All, project => project.Name == "Gantry.Cli");
        Assert.All(cli.References, reference => Assert.Equal("dicom", reference.Layer));
    }

    [Fact]
    public void Fixture_plugins_see_what_any_plugin_sees() => Assert.All(
        ProjectFile.All.Where(project => project.Path.StartsWith("tests/Fixtures/", StringComparison.Ordinal)),
        project => Assert.All(project.References, reference => Assert.True(reference.Layer != "host" && reference.PluginId is null, $"{project} references {reference}.")));

    [Fact]
    public void Versions_of_packages_are_written_in_one_place() => Assert.All(
        ProjectFile.All.Where(project => project.Layer != "plugin-template"),
        project => Assert.All(
            project.Xml.Descendants("PackageReference"),
            package => Assert.True(package.Attribute("Version") is null && package.Element("Version") is null, $"{project}: {package}")));

    [Fact]
    public void No_project_lets_a_dll_in_by_its_path() => Assert.All(
        ProjectFile.All, project => Assert.DoesNotContain(project.Xml.Descendants("Reference"), reference => reference.Element("HintPath") is XElement));
}
