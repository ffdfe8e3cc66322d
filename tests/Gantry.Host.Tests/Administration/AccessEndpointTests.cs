using System.Net;
using System.Text.Json.Nodes;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Access;
using Gantry.Host.Tests.Dispatch;
using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Administration;

/// <summary>The known AEs, the refused ones and the open associations, as the administrator asks for them.</summary>
public sealed class AccessEndpointTests : IAsyncDisposable
{
    private readonly PluginWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Who_was_refused_is_listed_and_allowed_by_one_request_from_where_it_came()
    {
        await using var server = await AdminServer.StartAsync(_world);
        Refuse("CT1", "10.1.2.3");
        Refuse("CT1", "10.1.2.3");

        var refused = (await server.AskAsync("GET", "/admin/refusals")).Body["refusals"]!.AsArray();
        var (status, _, body) = await server.AskAsync("POST", "/admin/nodes/CT1/allow", "{}");

        var entry = Assert.Single(refused)!;
        Assert.Equal(("CT1", "10.1.2.3", "UnknownCaller", 2), ((string?)entry["callingAETitle"], (string?)entry["address"], (string?)entry["reason"], (int?)entry["count"]));
        Assert.Equal(200, status);
        var node = Assert.Single(body["nodes"]!.AsArray())!;
        Assert.Equal(("CT1", "10.1.2.3"), ((string?)node["aeTitle"], Text(node["addresses"])));
        Assert.Null(node["host"]);
        Assert.Empty(_world.Refusals.List());
        Assert.True(_world.Nodes.TryGet(new AETitle("CT1"), out var known));
        Assert.Equal(AccessOperations.Usual, known.Operations);
    }

    [Fact]
    public async Task Allowing_adds_to_what_an_AE_may_do_and_to_where_it_may_call_from()
    {
        await using var server = await AdminServer.StartAsync(_world);
        await server.AskAsync("PUT", "/admin/nodes/CT1", """{"host":"10.1.2.3","port":104,"operations":["echo"],"alias":"CT in room 3"}""");

        await server.AskAsync("POST", "/admin/nodes/CT1/allow", """{"addresses":["10.2.0.0/16"],"operations":["store"]}""");

        Assert.True(_world.Nodes.TryGet(new AETitle("CT1"), out var known));
        Assert.Equal(AccessOperations.Echo | AccessOperations.Store, known.Operations);
        Assert.Equal(["10.1.2.3", "10.2.0.0/16"], known.CallsFrom.Select(rule => rule.Text));
        Assert.Equal(("CT in room 3", "10.1.2.3", 104), (known.Alias, known.Host, known.Port));
    }

    [Fact]
    public async Task A_new_AE_may_do_what_it_is_allowed_and_nothing_else()
    {
        await using var server = await AdminServer.StartAsync(_world);

        await server.AskAsync("POST", "/admin/nodes/CT1/allow", """{"addresses":["any"],"operations":["store","echo"]}""");

        Assert.True(_world.Nodes.TryGet(new AETitle("CT1"), out var known));
        Assert.Equal(AccessOperations.Echo | AccessOperations.Store, known.Operations);
    }

    [Fact]
    public async Task What_is_not_said_of_an_AE_stays_as_it_was()
    {
        await using var server = await AdminServer.StartAsync(_world);
        await server.AskAsync("PUT", "/admin/nodes/CT1", """{"host":"10.1.2.3","port":104,"operations":["echo"],"maximumAssociations":3,"tls":{"anyName":true}}""");

        await server.AskAsync("PUT", "/admin/nodes/CT1", """{"host":"10.1.2.4","port":105}""");

        Assert.True(_world.Nodes.TryGet(new AETitle("CT1"), out var known));
        Assert.Equal(("10.1.2.4", 105, AccessOperations.Echo, 3, true), (known.Host, known.Port, known.Operations, known.MaximumAssociations, known.Tls!.AnyName));
    }

    [Theory]
    [InlineData("POST", "/admin/nodes/CT1/allow", "{}", "CT1 has not been refused: say from which address it may call, or any.")]
    [InlineData("POST", "/admin/nodes/CT2/allow", "{}", "CT2 was refused from 10.1.2.4, 10.1.2.3; say which address may be its own.")]
    [InlineData("POST", "/admin/nodes/CT1/allow", """{"addresses":["10.1.0.0/99"]}""", "'10.1.0.0/99' is no address to call from: an IP address, a network as 10.1.0.0/16, a host name, or any.")]
    [InlineData("PUT", "/admin/nodes/CT1", """{"host":"a","port":104,"operations":["fly"]}""", "'fly' is not an operation: echo, store, query, retrieve, commit, media, delete, other, or all.")]
    [InlineData("PUT", "/admin/nodes/CT1", """{"host":"a","port":104,"certificates":["AB"]}""", "'AB' is not the SHA-256 fingerprint of a certificate: 64 hexadecimal digits.")]
    [InlineData("PUT", "/admin/nodes/CT1", """{"host":"a","port":0}""", "A host name or address and a port from 1 to 65535 are needed.")]
    [InlineData("PUT", "/admin/nodes/CT1", """{"alias":"x"}""", "A host name or address and a port from 1 to 65535 are needed.")]
    [InlineData("PUT", "/admin/nodes/CT1", "[]", "The body is not JSON as it is needed.")]
    [InlineData("PUT", "/admin/nodes/CT1", "null", "A JSON object is needed.")]
    [InlineData("PUT", "/admin/nodes/SEVENTEEN-LETTERS", "{}", "An AE title has 1 to 16 characters of ASCII without backslash.")]
    public async Task What_cannot_be_is_refused_in_a_sentence_and_changes_nothing(string method, string path, string body, string sentence)
    {
        await using var server = await AdminServer.StartAsync(_world);
        Refuse("CT2", "10.1.2.3");
        Refuse("CT2", "10.1.2.4");

        var (status, _, answer) = await server.AskAsync(method, path, body);

        Assert.Equal((400, sentence), (status, (string?)answer["detail"]));
        Assert.Empty(_world.Nodes.Known);
    }

    [Fact]
    public async Task An_open_association_is_listed_with_what_it_does_and_can_be_aborted()
    {
        await _world.DropAndLoadAsync("FinderOne");
        await using var server = await AdminServer.StartAsync(_world);
        await using var peer = new Peer(_world);
        var association = await peer.ConnectAsync(Uids.Verification, PluginWorld.StudyRootFind);
        await association.EchoAsync(TestContext.Current.CancellationToken);

        var listed = Assert.Single((await server.AskAsync("GET", "/admin/associations")).Body["associations"]!.AsArray())!;
        var id = (long)listed["id"]!;
        var (status, _, _) = await server.AskAsync("DELETE", $"/admin/associations/{id}");
        var end = await association.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await association.DisposeAsync();

        Assert.Equal(("in", "TEST", "GANTRY", "dicom"), ((string?)listed["direction"], (string?)listed["callingAETitle"], (string?)listed["calledAETitle"], (string?)listed["listener"]));
        Assert.Equal(
            ["Verification SOP Class", "Study Root Query/Retrieve Information Model - FIND"],
            listed["presentationContexts"]!.AsArray().Select(context => (string?)context!["name"]));
        Assert.True((long)listed["bytesReceived"]! > 0 && (long)listed["bytesSent"]! > 0);
        Assert.Empty(listed["operations"]!.AsArray());
        Assert.Equal((200, AssociationEndReason.AbortedByPeer), (status, end.Reason));
        await peer.DisposeAsync();
        Assert.Empty((await server.AskAsync("GET", "/admin/associations")).Body["associations"]!.AsArray());
        Assert.Equal(404, (await server.AskAsync("DELETE", $"/admin/associations/{id}")).Status);
        Assert.Equal(404, (await server.AskAsync("DELETE", "/admin/associations/x")).Status);
    }

    [Fact]
    public async Task An_operation_under_way_is_told_with_its_plugin_and_an_association_without_one_is_idle()
    {
        await _world.DropAndLoadAsync("Misbehaver");
        await using var peer = new Peer(_world);
        var patientRoot = Uids.PatientRootQueryRetrieveInformationModelFind;
        await using var association = await peer.ConnectAsync(patientRoot);
        using var cancel = new CancellationTokenSource();
        var hanging = Task.Run(async () => await association.InvokeManyAsync(
            association.Parameters.Find(patientRoot)!, new CFindRq { SopClassUid = patientRoot },
            DataSetSource.Of(new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "PATIENT").Set(Tags.PatientID, "wait").Build()), cancel.Token).CountAsync(CancellationToken.None), CancellationToken.None);
        for (var i = 0; peer.Watch.Running.All(running => running.Operation.Plugin is null); i++)
        {
            Assert.True(i < 1_500, "The query did not begin within 30 seconds.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var view = Host.Administration.AssociationView.Of(Assert.Single(_world.Associations.List()));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);

        var operation = Assert.Single(view.Operations);
        Assert.Equal(("C-FIND", "fixture.misbehaver 1.0.0", 0), (operation.Command, operation.Plugin, view.IdleSeconds));
    }

    private static string Text(JsonNode? list) => string.Join(' ', list!.AsArray().Select(each => (string?)each));

    private void Refuse(string calling, string address) => _world.Refusals.Note(
        new AETitle(calling), new AETitle("GANTRY"), IPAddress.Parse(address), new Refusal(RefusalReason.UnknownCaller, $"{calling} is not known here."));
}
