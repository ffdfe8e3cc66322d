using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests.Web;

/// <summary>What a user may not see cannot be had on a disc either.</summary>
public sealed class MediaScopeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_user_gets_media_of_what_he_may_see_and_an_administrator_of_all()
    {
        await using var gantry = await GantryProcess.StartAsync(_folder.Folder("data"), null, "--Gantry:Plugins:gantry.access:Scopes:0", "*=PatientID:TRIAL*");
        var (seen, hidden) = (Samples.Make(patientId: "TRIAL1"), Samples.Make(patientId: "WARD1"));
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, seen, hidden));
        (await gantry.CliAsync("roles", "set", "Burner", "--right", "media.order")).Succeeded();
        (await gantry.CliAsync("users", "add", "burner", "--role", "Burner")).Succeeded();
        using var user = new HttpClient { BaseAddress = new Uri(gantry.AdminUrl + "/") };
        user.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await gantry.CliAsync("users", "tokens", "burner", "--add", "x")).Succeeded().Lines.First());

        Assert.Equal("PENDING", await OrderAsync(user, seen));
        Assert.Equal("FAILURE", await OrderAsync(user, hidden));
        (await gantry.CliAsync("media", "create", "--study", hidden.Study.Value, "--wait")).Succeeded();
    }

    private static async Task<string?> OrderAsync(HttpClient user, Sample sample)
    {
        using var response = await user.PostAsJsonAsync("admin/media", new { uids = new[] { sample.Study.Value } }, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, text);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("executionStatus").GetString();
    }
}
