using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>DICOMweb of the real server: the same answers as C-FIND, the bytes that were stored, and a swap in the midst of a download.</summary>
public sealed class DicomWebTests(SharedGantry shared) : IClassFixture<SharedGantry>, IDisposable
{
    private readonly HttpClient _client = shared.Gantry.Http("/dicom-web/");

    private GantryProcess Gantry => shared.Gantry;

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("STUDY", "studies", "PatientID", "{0}")]
    [InlineData("STUDY", "studies", "PatientName", "anon^o*")]
    [InlineData("SERIES", "series", "PatientID", "{0}")]
    [InlineData("IMAGE", "instances", "PatientID", "{0}")]
    [InlineData("IMAGE", "instances", "InstanceNumber", "2")]
    public async Task A_search_finds_what_a_query_finds(string level, string path, string keyword, string form)
    {
        var samples = await StoreAsync("WEB" + level + keyword[^2..]);
        var value = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, samples[0].PatientId);
        Assert.True(DicomDictionary.TryGetTag(keyword, out var tag));
        var unique = level switch { "STUDY" => Tags.StudyInstanceUID, "SERIES" => Tags.SeriesInstanceUID, _ => Tags.SOPInstanceUID };
        var queried = new SortedSet<string>(StringComparer.Ordinal);
        await using (var association = await Scu.ConnectAsync(Gantry.DicomPort, [new ProposedContext(Scu.StudyRootFind, [TransferSyntax.ExplicitVRLittleEndian])]))
        {
            await foreach (var match in association.FindAsync(Scu.StudyRootFind, Scu.Identifier(level).Add(tag, value).Add(unique).Build(), TestContext.Current.CancellationToken))
            {
                queried.Add(match.GetString(unique)!);
            }
        }

        using var json = JsonDocument.Parse(await _client.GetByteArrayAsync($"{path}?{keyword}={Uri.EscapeDataString(value)}", TestContext.Current.CancellationToken));

        var searched = json.RootElement.EnumerateArray().Select(match => match.GetProperty($"{unique:X}").GetProperty("Value")[0].GetString()!).Order(StringComparer.Ordinal);
        Assert.NotEmpty(queried);
        Assert.Equal(queried, searched);
    }

    [Fact]
    public async Task An_instance_comes_with_the_bytes_that_were_stored()
    {
        var sample = (await StoreAsync("WEBBYTES"))[0];
        using var request = new HttpRequestMessage(HttpMethod.Get, $"studies/{sample.Study}/series/{sample.Series}/instances/{sample.Instance}");
        request.Headers.Accept.ParseAdd("application/dicom; transfer-syntax=*");

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var file = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(sample.DataSet, file[^sample.DataSet.Length..]);
        Assert.Equal(sample.Instance, DicomFile.Read(file).FileMeta!.MediaStorageSopInstanceUid);
    }

    [Theory]
    [InlineData("application/json", "application/vnd.sun.wadl+json")]
    [InlineData("application/vnd.sun.wadl+xml", "application/vnd.sun.wadl+xml")]
    public async Task It_says_what_it_has(string accept, string mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "");
        request.Headers.Accept.ParseAdd(accept);

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, mediaType), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains("studies/{study}/series/{series}/metadata", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_token_and_what_fails_is_a_problem()
    {
        using var nobody = new HttpClient { BaseAddress = new Uri(Gantry.AdminUrl + "/dicom-web/") };
        using var wrong = Gantry.Http("/dicom-web/", "wrong");
        using var basic = Gantry.Http("/dicom-web/");
        basic.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("administrator:" + Gantry.AdminToken)));
        foreach (var path in new[] { "", "studies", "series", "instances", "studies/1.2", "studies/1.2/metadata", "no/such/path" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, path));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(wrong, path));
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(basic, "studies/2.25.404404"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(_client, "no/such/path"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(_client, "studies?limit=x"));
        using var post = await _client.PostAsync("series", new StringContent("x"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        Assert.Equal(["GET", "HEAD"], post.Content.Headers.Allow.Order());
        Assert.Equal("application/problem+json", post.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_download_goes_on_to_its_end_while_the_plugin_is_swapped()
    {
        var samples = await StoreAsync("WEBSWAP", pixelBytes: 4_000_000);
        using var response = await _client.GetAsync($"studies/{samples[0].Study}", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);

        var reloaded = await Gantry.CliAsync("plugins", "reload", "gantry.dicomweb", "--wait", "0");
        Assert.Contains("(generation 1) still has 1 operation to end", reloaded.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_client, "studies")); // by the new version, while the old one still sends
        var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, TestContext.Current.CancellationToken);

        var text = Encoding.Latin1.GetString(bytes.ToArray());
        Assert.EndsWith("--\r\n", text, StringComparison.Ordinal);
        Assert.All(samples, sample => Assert.Contains(Encoding.Latin1.GetString(sample.DataSet), text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_stored_over_the_web_is_found_and_comes_back_as_it_was_and_is_logged_as_sent()
    {
        var first = Samples.Make(patientId: "WEBSTORE", pixelBytes: 300_000);
        Sample[] samples = [first, Samples.Make(first.Study, first.Series, 2, "WEBSTORE"), Samples.Make(first.Study, null, 1, "WEBSTORE")];
        (await Gantry.CliAsync("plugins", "settings", "dicomweb", "set", "CallingAETitle", "WEB")).Succeeded();
        using var body = new MultipartContent("related", "a-boundary");
        body.Headers.ContentType!.Parameters.Add(new NameValueHeaderValue("type", "\"application/dicom\""));
        foreach (var sample in samples)
        {
            var part = new ByteArrayContent(sample.File());
            part.Headers.ContentType = new MediaTypeHeaderValue("application/dicom");
            body.Add(part);
        }

        using var stored = await _client.PostAsync("studies", body, TestContext.Current.CancellationToken);

        var text = await stored.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(stored.StatusCode == HttpStatusCode.OK, text);
        using var report = JsonDocument.Parse(text);
        var urls = report.RootElement.GetProperty("00081199").GetProperty("Value").EnumerateArray().Select(item => item.GetProperty("00081190").GetProperty("Value")[0].GetString()!).ToList();
        Assert.Equal(samples.Select(sample => $"{_client.BaseAddress}studies/{sample.Study}/series/{sample.Series}/instances/{sample.Instance}"), urls);
        foreach (var (sample, url) in samples.Zip(urls))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Accept.ParseAdd("application/dicom; transfer-syntax=*");
            using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(sample.DataSet, (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[^sample.DataSet.Length..]);
        }

        await Until.TrueAsync(
            async () => (await Gantry.CliAsync("log", "find", "--ae", "WEB", "--command", "C-STORE", "--json")).Succeeded().Lines.Count(line => line.StartsWith('{')) == 3,
            "the transaction log has a record of each");
        await Until.TrueAsync(
            async () => (await Gantry.CliAsync("log", "find", "--json")).Succeeded().Lines.Any(line => line.Contains("\"POST /dicom-web/studies\"", StringComparison.Ordinal)), "and one of the request");
        Assert.Contains("route=\"POST /dicom-web/studies\"", await _client.GetStringAsync(new Uri(Gantry.AdminUrl + "/metrics"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<Sample[]> StoreAsync(string patient, int pixelBytes = 512)
    {
        var first = Samples.Make(patientId: patient, pixelBytes: pixelBytes);
        Sample[] samples = [first, Samples.Make(first.Study, first.Series, 2, patient, pixelBytes: pixelBytes), Samples.Make(first.Study, null, 1, patient, pixelBytes: pixelBytes)];
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, samples));
        return samples;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
