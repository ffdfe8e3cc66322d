using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Gantry.Dicom;
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
        (await gantry.CliAsync("ae", "add", "SINK", "127.0.0.1:1")).Succeeded();
        (await gantry.CliAsync("roles", "set", "Burner", "--right", "media.order", "--right", "remote.use")).Succeeded();
        (await gantry.CliAsync("users", "add", "burner", "--role", "Burner")).Succeeded();
        using var user = new HttpClient { BaseAddress = new Uri(gantry.AdminUrl + "/") };
        user.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await gantry.CliAsync("users", "tokens", "burner", "--add", "x")).Succeeded().Lines.First());

        Assert.Equal((HttpStatusCode.Accepted, "PENDING"), await OrderAsync(user, "admin/media", seen.Study, "executionStatus"));
        foreach (var uid in (Uid[])[hidden.Study, hidden.Series, hidden.Instance])
        {
            await AssertUnknownAsync(user, "admin/media", uid);
            await AssertUnknownAsync(user, "admin/sendings", uid);
        }

        (await gantry.CliAsync("media", "create", "--study", hidden.Study.Value, "--wait")).Succeeded();
    }

    // What is hidden and what is not there are told alike.
    private static async Task AssertUnknownAsync(HttpClient user, string route, Uid hidden)
    {
        var nowhere = Uid.New();
        var (status, detail) = await OrderAsync(user, route, nowhere, "detail");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal((status, detail!.Replace(nowhere.Value, hidden.Value, StringComparison.Ordinal)), await OrderAsync(user, route, hidden, "detail"));
    }

    private static async Task<(HttpStatusCode Status, string? Said)> OrderAsync(HttpClient user, string route, Uid uid, string member)
    {
        using var response = await user.PostAsJsonAsync(route, new { to = "SINK", uids = new[] { uid.Value } }, Cancellation);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        return (response.StatusCode, json.RootElement.GetProperty(member).GetString());
    }
}
