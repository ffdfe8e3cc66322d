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
        using var user = await SignInAsync(gantry, "burner", "media.order", "remote.use");

        Assert.Equal((HttpStatusCode.Accepted, "PENDING"), await OrderAsync(user, "admin/media", seen.Study, "executionStatus"));
        foreach (var uid in (Uid[])[hidden.Study, hidden.Series, hidden.Instance])
        {
            await AssertUnknownAsync(user, "admin/media", uid);
            await AssertUnknownAsync(user, "admin/sendings", uid);
        }

        (await gantry.CliAsync("media", "create", "--study", hidden.Study.Value, "--wait")).Succeeded();
    }

    [Fact]
    public async Task Who_may_only_order_media_sees_the_own_requests_and_who_manages_them_sees_all()
    {
        await using var gantry = await GantryProcess.StartAsync(_folder.Folder("data"));
        var sample = Samples.Make();
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, sample));
        using var orders = await SignInAsync(gantry, "orders", "media.order");
        using var other = await SignInAsync(gantry, "other", "media.order");
        using var manages = await SignInAsync(gantry, "manages", "media.order", "media.manage");
        using var json = JsonDocument.Parse((await gantry.CliAsync("media", "create", "--study", sample.Study.Value, "--wait", "--json")).Succeeded().Output);
        var ofServer = json.RootElement.GetProperty("uid").GetString()!;
        var (_, own) = await OrderAsync(orders, "admin/media", sample.Study, "uid");

        Assert.Equal([own], await ListAsync(orders));
        Assert.Empty(await ListAsync(other));
        Assert.Equal(new[] { ofServer, own }.Order(), (await ListAsync(manages)).Order());
        foreach (var (client, uid, isSeen) in ((HttpClient, string, bool)[])[(orders, own!, true), (orders, ofServer, false), (other, own!, false), (manages, own!, true), (manages, ofServer, true)])
        {
            using var shown = await client.GetAsync($"admin/media/{uid}", Cancellation);
            Assert.Equal(isSeen ? HttpStatusCode.OK : HttpStatusCode.NotFound, shown.StatusCode);
            if (!isSeen)
            {
                foreach (var act in (string[])["cancel", "repeat"])
                {
                    using var refused = await client.PostAsync($"admin/media/{uid}/{act}", null, Cancellation);
                    Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
                }
            }
        }

        // It was theirs to repeat, once it has ended.
        HttpStatusCode repeated;
        do
        {
            await Task.Delay(100, Cancellation);
            using var answer = await orders.PostAsync($"admin/media/{own}/repeat", null, Cancellation);
            repeated = answer.StatusCode;
        }
        while (repeated == HttpStatusCode.Conflict);
        Assert.Equal(HttpStatusCode.Accepted, repeated);
    }

    private static async Task<HttpClient> SignInAsync(GantryProcess gantry, string name, params string[] rights)
    {
        (await gantry.CliAsync(["roles", "set", name, .. rights.SelectMany(right => (string[])["--right", right])])).Succeeded();
        (await gantry.CliAsync("users", "add", name, "--role", name)).Succeeded();
        var user = new HttpClient { BaseAddress = new Uri(gantry.AdminUrl + "/") };
        user.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await gantry.CliAsync("users", "tokens", name, "--add", "x")).Succeeded().Lines.First());
        return user;
    }

    private static async Task<IReadOnlyList<string?>> ListAsync(HttpClient user)
    {
        using var json = JsonDocument.Parse(await user.GetStringAsync("admin/media?all=true", Cancellation));
        return [.. json.RootElement.GetProperty("media").EnumerateArray().Select(request => request.GetProperty("uid").GetString())];
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
