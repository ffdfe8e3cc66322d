using System.Text;
using System.Text.Json;
using System.Xml;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Writes the description of the service in the Web Application Description Language (PS3.18 §8.9.3, Annex H).</summary>
internal static class Wadl
{
    /// <summary>The media types of the two forms.</summary>
    public const string Xml = "application/vnd.sun.wadl+xml", Json = "application/vnd.sun.wadl+json";

    private const string Namespace = "http://wadl.dev.java.net/2009/02";

    /// <summary>As XML.</summary>
    public static byte[] ToXml(string url, IReadOnlyList<Capability> capabilities)
    {
        using var output = new MemoryStream();
        using (var xml = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("application", Namespace);
            xml.WriteStartElement("resources", Namespace);
            xml.WriteAttributeString("base", url + "/");
            foreach (var path in ByPath(capabilities))
            {
                xml.WriteStartElement("resource", Namespace);
                xml.WriteAttributeString("path", path.Key);
                foreach (var name in NamesIn(path.Key))
                {
                    WriteParameter(xml, name, "template");
                }

                foreach (var capability in path)
                {
                    WriteMethod(xml, capability);
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return output.ToArray();
    }

    /// <summary>As JSON: elements and attributes by their names, what may be several as an array.</summary>
    public static byte[] ToJson(string url, IReadOnlyList<Capability> capabilities)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteStartObject("application");
            json.WriteStartObject("resources");
            json.WriteString("base", url + "/");
            WriteAll(json, "resource", ByPath(capabilities), path =>
            {
                json.WriteString("path", path.Key);
                WriteParameters(json, NamesIn(path.Key), "template");
                WriteAll(json, "method", path, capability => WriteMethod(json, capability));
            });
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return output.ToArray();
    }

    private static void WriteMethod(Utf8JsonWriter json, Capability capability)
    {
        json.WriteString("name", capability.Method);
        json.WriteString("id", capability.Id);
        json.WriteStartObject("request");
        WriteParameters(json, capability.Parameters, "query");
        WriteAll(json, "representation", capability.Takes, mediaType => json.WriteString("mediaType", mediaType));
        json.WriteEndObject();
        WriteAll(json, "response", [capability.Statuses], statuses =>
        {
            json.WriteString("status", statuses);
            WriteAll(json, "representation", capability.Gives, mediaType => json.WriteString("mediaType", mediaType));
        });
    }

    private static void WriteParameters(Utf8JsonWriter json, IEnumerable<string> names, string style) => WriteAll(json, "param", names, name =>
    {
        json.WriteString("name", name);
        json.WriteString("style", style);
    });

    // An array of objects, each of which is written in between.
    private static void WriteAll<T>(Utf8JsonWriter json, string name, IEnumerable<T> all, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var each in all)
        {
            json.WriteStartObject();
            write(each);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IEnumerable<IGrouping<string, Capability>> ByPath(IReadOnlyList<Capability> capabilities) =>
        from capability in capabilities
        from path in capability.Paths
        group capability by path.Replace("{*", "{", StringComparison.Ordinal);

    private static IEnumerable<string> NamesIn(string path) => path.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment[1..^1]);

    private static void WriteMethod(XmlWriter xml, Capability capability)
    {
        xml.WriteStartElement("method", Namespace);
        xml.WriteAttributeString("name", capability.Method);
        xml.WriteAttributeString("id", capability.Id);
        xml.WriteStartElement("request", Namespace);
        foreach (var name in capability.Parameters)
        {
            WriteParameter(xml, name, "query");
        }

        WriteRepresentations(xml, capability.Takes);
        xml.WriteEndElement();
        xml.WriteStartElement("response", Namespace);
        xml.WriteAttributeString("status", capability.Statuses);
        WriteRepresentations(xml, capability.Gives);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteParameter(XmlWriter xml, string name, string style)
    {
        xml.WriteStartElement("param", Namespace);
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("style", style);
        xml.WriteEndElement();
    }

    private static void WriteRepresentations(XmlWriter xml, IEnumerable<string> mediaTypes)
    {
        foreach (var mediaType in mediaTypes)
        {
            xml.WriteStartElement("representation", Namespace);
            xml.WriteAttributeString("mediaType", mediaType);
            xml.WriteEndElement();
        }
    }
}
