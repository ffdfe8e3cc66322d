using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using Gantry.Contracts;

namespace Gantry.Plugins.DicomWeb.Tests;

public class CapabilitiesTests
{
    [Fact]
    public async Task The_description_has_every_route_of_the_plugin_and_no_other()
    {
        using var fixture = await WebFixture.MakeAsync();
        var routes = from handler in typeof(CapabilitiesHandler).Assembly.GetExportedTypes()
                     from export in handler.GetCustomAttributes<ExportWebHandlerAttribute>()
                     from route in export.Routes
                     select $"{export.Method} {route.Replace("{*", "{", StringComparison.Ordinal)}";

        var response = await fixture.Capabilities.HandleAsync(WebFixture.Request("") with { Method = "OPTIONS" }, TestContext.Current.CancellationToken);
        var xml = XDocument.Parse(System.Text.Encoding.UTF8.GetString(await WebFixture.BodyAsync(response)));

        Assert.Equal((200, "application/vnd.sun.wadl+xml"), (response.Status, response.ContentType));
        XNamespace wadl = "http://wadl.dev.java.net/2009/02";
        Assert.Equal(WebFixture.Url + "/", xml.Root!.Element(wadl + "resources")!.Attribute("base")!.Value);
        Assert.Equal(
            routes.Order(StringComparer.Ordinal),
            xml.Descendants(wadl + "resource").SelectMany(resource => resource.Elements(wadl + "method"), (resource, method) => $"{method.Attribute("name")!.Value} {resource.Attribute("path")!.Value}").Order(StringComparer.Ordinal));
        Assert.Contains(xml.Descendants(wadl + "representation"), representation => representation.Attribute("mediaType")!.Value == "application/dicom+json");
    }

    [Theory]
    [InlineData("application/vnd.sun.wadl+json", 200)]
    [InlineData("application/json", 200)]
    [InlineData("text/html", 406)]
    public async Task It_is_to_be_had_as_JSON_too(string accept, int status)
    {
        using var fixture = await WebFixture.MakeAsync();

        var response = await fixture.Capabilities.HandleAsync(WebFixture.Request("", accept: accept), TestContext.Current.CancellationToken);

        Assert.Equal(status, response.Status);
        if (status == 200)
        {
            using var json = JsonDocument.Parse(await WebFixture.BodyAsync(response));
            var resources = json.RootElement.GetProperty("application").GetProperty("resources").GetProperty("resource").EnumerateArray().ToList();
            Assert.Contains(resources, resource => resource.GetProperty("path").GetString() == "studies/{study}/series/{series}/metadata");
        }
    }
}
