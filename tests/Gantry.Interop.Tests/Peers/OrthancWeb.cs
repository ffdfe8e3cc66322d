using System.Text.Json.Nodes;

namespace Gantry.Interop.Tests;

/// <summary>Orthanc's DICOMweb plugin as a client of Gantry.</summary>
internal static class OrthancWeb
{
    private const string Server = "gantry", Plugin = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";

    /// <summary>Starts Orthanc with its plugin, which knows Gantry's DICOMweb and shows a token as a password.</summary>
    public static Task<OrthancProcess> StartAsync(string folder, GantryProcess gantry, string token)
    {
        Assert.SkipUnless(File.Exists(Plugin), $"Orthanc's DICOMweb plugin is not installed ({Plugin}).");
        return OrthancProcess.StartAsync(folder, gantry.DicomPort, new JsonObject
        {
            ["Plugins"] = new JsonArray(Plugin),
            ["DicomWeb"] = new JsonObject
            {
                ["Servers"] = new JsonObject { [Server] = new JsonObject { ["Url"] = gantry.AdminUrl + "/dicom-web/", ["Username"] = "administrator", ["Password"] = token } },
            },
        });
    }

    /// <summary>Searches Gantry.</summary>
    /// <returns>The matches as Orthanc shows them: by tag, with the value as a text.</returns>
    public static async Task<JsonArray> SearchByWebAsync(this OrthancProcess orthanc, string path, JsonObject keys)
    {
        var matches = await orthanc.PostAsync($"dicom-web/servers/{Server}/qido", new JsonObject { ["Uri"] = path, ["Arguments"] = keys, ["HttpHeaders"] = new JsonObject { ["Accept"] = "application/dicom+json" } }.ToJsonString());
        OrthancProcess.Note("QIDO-RS", "client");
        return matches!.AsArray();
    }

    /// <summary>Sends instances to Gantry.</summary>
    public static async Task StoreByWebAsync(this OrthancProcess orthanc, IEnumerable<string> instances)
    {
        await orthanc.PostAsync(
            $"dicom-web/servers/{Server}/stow", new JsonObject { ["Resources"] = new JsonArray([.. instances.Select(instance => JsonValue.Create(instance))]), ["Synchronous"] = true }.ToJsonString());
        OrthancProcess.Note("STOW-RS", "client");
    }

    /// <summary>Retrieves a study of Gantry into Orthanc.</summary>
    public static async Task RetrieveByWebAsync(this OrthancProcess orthanc, string study, string? series = null)
    {
        var resource = new JsonObject { ["Study"] = study };
        if (series is not null)
        {
            resource["Series"] = series;
        }

        await orthanc.PostAsync($"dicom-web/servers/{Server}/retrieve", new JsonObject { ["Resources"] = new JsonArray(resource), ["Synchronous"] = true }.ToJsonString());
        OrthancProcess.Note("WADO-RS", "client");
    }
}
