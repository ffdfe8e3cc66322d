using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gantry.Interop.Tests.Web;

/// <summary>Other AEs through the administration: DCMTK's dcmqrscp is searched, sent to, and has to send here.</summary>
public sealed class RemoteTests : SharedGantry
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_study_is_sent_to_an_archive_found_there_and_comes_back()
    {
        var dcmtk = Dcmtk.OrSkip();
        await using var archive = await DcmqrscpProcess.StartAsync(dcmtk, Folder.Folder("archive"), (GantryProcess.AETitle, Gantry.DicomPort));
        (await Gantry.CliAsync("ae", "add", DcmqrscpProcess.AETitle, $"127.0.0.1:{archive.Port}")).Succeeded();
        using var http = Gantry.Http();
        var samples = Enumerable.Range(1, 3).Select(number => Samples.Make(new("2.25.4711"), new("2.25.4711.1"), number, patientId: "REMOTE1")).ToArray();
        Assert.Equal("0000", (await Scu.StoreAsync(Gantry.DicomPort, samples)).Code.ToString("X4", null));

        using (var echo = await http.PostAsync($"admin/nodes/{DcmqrscpProcess.AETitle}/echo", null, Cancellation))
        {
            Assert.Equal(HttpStatusCode.OK, echo.StatusCode);
        }

        using (var sent = await http.PostAsJsonAsync("admin/sendings", new { to = DcmqrscpProcess.AETitle, uids = new[] { "2.25.4711" } }, Cancellation))
        {
            Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        }

        await Until.TrueAsync(async () => (await FindAsync(http, "PatientID=REMOTE1")).Contains("2.25.4711", StringComparison.Ordinal), "the archive has the study");
        Assert.Equal("[]", await FindAsync(http, "PatientID=NOBODY"));

        var order = new { from = DcmqrscpProcess.AETitle, studies = new[] { "2.25.4711" }, priority = 5 };
        using var ordered = await http.PostAsJsonAsync("admin/fetches", order, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, ordered.StatusCode);
        var uid = (await ReadAsync(ordered)).GetProperty("uid").GetString();
        await Until.TrueAsync(async () => (await GetAsync(http, $"admin/fetches/{uid}")).GetProperty("state").GetString() == "done", "the archive has sent");
        Assert.Equal(3, (await GetAsync(http, $"admin/fetches/{uid}")).GetProperty("completed").GetInt32());
        Assert.Equal(0, (await GetAsync(http, "admin/fetches")).GetProperty("fetches").GetArrayLength());
        Assert.Equal(1, (await GetAsync(http, "admin/fetches?all=true")).GetProperty("fetches").GetArrayLength());
    }

    [Fact]
    public async Task What_waits_can_be_paused_resumed_and_cancelled_and_what_is_wrong_is_said()
    {
        (await Gantry.CliAsync("ae", "add", "AWAY", "127.0.0.1:1")).Succeeded();
        using var http = Gantry.Http();
        using var ordered = await http.PostAsJsonAsync("admin/fetches", new { from = "AWAY", studies = new[] { "2.25.1" } }, Cancellation);
        var path = $"admin/fetches/{(await ReadAsync(ordered)).GetProperty("uid").GetString()}";

        Assert.Equal("paused", await ChangeAsync(http, path + "/pause"));
        Assert.Equal("paused", await ChangeAsync(http, path + "/priority?value=-7")); // which nobody performs now
        Assert.Equal(-7, (await GetAsync(http, path)).GetProperty("priority").GetInt32());
        Assert.Equal("waiting", await ChangeAsync(http, path + "/resume"));
        Assert.Equal("failed", await ChangeAsync(http, path + "/cancel"));
        using (var late = await http.PostAsync(path + "/pause", null, Cancellation))
        {
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        }

        foreach (var (status, answer) in new[]
        {
            (HttpStatusCode.BadGateway, await http.PostAsync("admin/nodes/AWAY/echo", null, Cancellation)),
            (HttpStatusCode.NotFound, await http.PostAsync("admin/nodes/UNKNOWN/echo", null, Cancellation)),
            (HttpStatusCode.BadRequest, await http.GetAsync("admin/nodes/AWAY/studies?NoSuchKey=1", Cancellation)),
            (HttpStatusCode.BadGateway, await http.GetAsync("admin/nodes/AWAY/series?StudyInstanceUID=2.25.1", Cancellation)),
            (HttpStatusCode.NotFound, await http.PostAsJsonAsync("admin/fetches", new { from = "UNKNOWN", studies = new[] { "2.25.1" } }, Cancellation)),
            (HttpStatusCode.BadRequest, await http.PostAsJsonAsync("admin/fetches", new { from = "AWAY", studies = Array.Empty<string>() }, Cancellation)),
            (HttpStatusCode.BadRequest, await http.PostAsJsonAsync("admin/fetches", new { from = "AWAY", studies = new[] { "1.a" } }, Cancellation)),
            (HttpStatusCode.NotFound, await http.PostAsJsonAsync("admin/sendings", new { to = "AWAY", uids = new[] { "2.25.999" } }, Cancellation)),
            (HttpStatusCode.NotFound, await http.GetAsync("admin/fetches/2.25.999", Cancellation)),
            (HttpStatusCode.Conflict, await http.PostAsync(path + "/priority?value=1", null, Cancellation)),
        })
        {
            using (answer)
            {
                Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            }
        }
    }

    private static async Task<string> FindAsync(HttpClient http, string keys)
    {
        using var answer = await http.GetAsync($"admin/nodes/{DcmqrscpProcess.AETitle}/studies?{keys}", Cancellation);
        Assert.Equal((HttpStatusCode.OK, "application/dicom+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static async Task<string?> ChangeAsync(HttpClient http, string path)
    {
        // What performs it may change it at the same moment.
        for (var attempt = 1; ; attempt++)
        {
            using var answer = await http.PostAsync(path, null, Cancellation);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return (await ReadAsync(answer)).GetProperty("state").GetString();
            }

            Assert.True(answer.StatusCode == HttpStatusCode.Conflict && attempt < 10, await answer.Content.ReadAsStringAsync(Cancellation));
        }
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path, Cancellation);
        return await ReadAsync(answer);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
}
