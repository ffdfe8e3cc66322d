using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Clients of DICOMweb that mean harm, and know a token.</summary>
public sealed class HostileWebTests(HostileHost host) : IClassFixture<HostileHost>
{
    private const string Parts = "multipart/related; type=\"application/dicom\"; boundary=b";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a length of four gigabytes of which nothing comes", 4L << 30, "")]
    [InlineData("a boundary that never comes", 256L << 20, "x")]
    [InlineData("a header of a part that never ends", 256L << 20, "--b\r\nX: ")]
    [InlineData("a part that never ends and is no file", 256L << 20, "--b\r\nContent-Type: application/dicom\r\n\r\n")]
    public async Task A_body_without_end_costs_no_memory(string what, long length, string begin)
    {
        Assert.NotEmpty(what);
        await host.AttackAsync(async () =>
        {
            using var client = await ConnectAsync();
            await SendAsync(client, $"POST /dicom-web/studies HTTP/1.1\r\nHost: gantry\r\nAuthorization: Bearer {host.Gantry.AdminToken}\r\nContent-Type: {Parts}\r\nContent-Length: {length}\r\n\r\n{begin}");
            var (block, sent) = (Encoding.ASCII.GetBytes(new string('y', 1 << 20)), 0L);
            try
            {
                for (; begin.Length > 0 && sent < length - (1 << 21); sent += block.Length)
                {
                    await client.SendAsync(block, Token);
                }
            }
            catch (SocketException)
            {
                Assert.True(sent < length, "The server has closed the connection in the midst of it.");
            }
        });
    }

    [Fact]
    public async Task Very_many_parts_are_refused_after_the_most_that_there_may_be()
    {
        await host.AttackAsync(async () =>
        {
            using var http = host.Gantry.Http("/dicom-web/");
            var body = new StringBuilder();
            for (var i = 0; i < 60_000; i++)
            {
                body.Append("\r\n--b\r\nContent-Type: application/dicom\r\n\r\nx");
            }

            using var content = new StringContent(body.Append("\r\n--b--\r\n").ToString());
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(Parts);
            using var response = await http.PostAsync("studies", content, Token);

            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("more than 50000 parts", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("application/dicom+xml", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><NativeDicomModel>&e;</NativeDicomModel>")]
    [InlineData("multipart/related; type=\"application/dicom+xml\"; boundary=b", "--b\r\nContent-Type: application/dicom+xml\r\n\r\n<x/>\r\n--b--")]
    [InlineData("application/dicom+json", "[{\"7FE00010\":{\"vr\":\"OW\",\"BulkDataURI\":\"http://169.254.169.254/\"}}]")]
    public async Task What_would_have_the_server_fetch_or_expand_something_is_not_taken(string type, string body)
    {
        await host.AttackAsync(async () =>
        {
            using var http = host.Gantry.Http("/dicom-web/");
            using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            using var response = await http.PostAsync("studies", content, Token);

            Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        });
    }

    // 600 MB of zeros that are 600 KB deflated.
    [Theory]
    [InlineData("frames/1", "multipart/related; type=\"application/octet-stream\"")]
    [InlineData("rendered", "image/jpeg")]
    [InlineData("thumbnail", "image/jpeg")]
    [InlineData("", "multipart/related; type=\"application/dicom\"")]
    [InlineData("metadata", "application/dicom+json")]
    public async Task A_deflated_bomb_is_not_inflated_into_memory(string resource, string accept)
    {
        var bomb = Samples.Make(transferSyntax: TransferSyntax.DeflatedExplicitVRLittleEndian, patientId: "BOMB", pixelBytes: 0, more: builder =>
            builder.Set(Tags.Rows, 16_000).Set(Tags.Columns, 16_000).Set(Tags.PixelData, new byte[16_000 * 16_000 * 2], Vr.OW));
        Assert.True(bomb.DataSet.Length < 4_000_000);
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(host.Port, bomb));

        await host.AttackAsync(async () =>
        {
            using var http = host.Gantry.Http("/dicom-web/");
            using var request = new HttpRequestMessage(HttpMethod.Get, $"studies/{bomb.Study}/series/{bomb.Series}/instances/{bomb.Instance}/{resource}".TrimEnd('/'));
            request.Headers.Accept.ParseAdd(accept);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
            await using var body = await response.Content.ReadAsStreamAsync(Token);
            var buffer = new byte[1 << 16];
            try
            {
                while (await body.ReadAsync(buffer, Token) > 0)
                {
                    // What is streamed may be as long as it is.
                }
            }
            catch (HttpIOException)
            {
                Assert.Equal(HttpStatusCode.OK, response.StatusCode); // cut short in the midst
            }
        });
    }

    [Fact]
    public async Task What_a_name_has_in_it_is_data_whoever_shows_it()
    {
        const string Script = "<script>alert(1)</script>^\"'\r\nX: y";
        var sample = Samples.Make(patientId: "SCRIPT", more: builder => builder.Set(Tags.PatientName, Script.Replace("\r\n", "", StringComparison.Ordinal)));
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(host.Port, sample));
        using var http = host.Gantry.Http("/dicom-web/");

        foreach (var path in new[] { "studies?PatientID=SCRIPT", $"studies/{sample.Study}/metadata", $"studies?{Uri.EscapeDataString(Script)}=1", $"studies/{Uri.EscapeDataString(Script)}/metadata", "?x=<script>" })
        {
            using var response = await http.GetAsync(path, Token);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.DoesNotContain("html", response.Content.Headers.ContentType!.MediaType!, StringComparison.Ordinal);
            Assert.Contains(response.Content.Headers.ContentType!.MediaType, new[] { "application/dicom+json", "application/problem+json", "application/vnd.sun.wadl+xml" });
            Assert.False(response.Headers.Contains("X"));
        }
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, int.Parse(host.Gantry.AdminUrl[(host.Gantry.AdminUrl.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture), Token);
        return socket;
    }

    private static async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.ASCII.GetBytes(text), Token);
}
