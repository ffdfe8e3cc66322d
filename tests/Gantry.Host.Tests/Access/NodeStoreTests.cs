using Gantry.Dicom;
using Gantry.Host.Access;
using Gantry.Host.Remote;

namespace Gantry.Host.Tests.Access;

public sealed class NodeStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gantry-nodes-");

    private string File => Path.Combine(_folder.FullName, "nodes.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_of_an_older_version_is_read_and_its_AEs_may_do_all_but_delete_from_their_hosts()
    {
        System.IO.File.WriteAllText(File, """[ { "aeTitle": "SINK", "host": "10.1.2.3", "port": 11113 } ]""");

        var store = new NodeStore(File);

        Assert.True(store.TryGet(new AETitle("SINK"), out var sink));
        Assert.Equal((AccessOperations.Usual, "10.1.2.3"), (sink.Operations, Assert.Single(sink.CallsFrom).Text));
        Assert.Equal(("10.1.2.3", 11113), (Assert.Single(store.Nodes).Host, store.Nodes.Single().Port));
        Assert.Null(sink.Tls);
    }

    [Fact]
    public void All_that_is_said_of_an_AE_is_there_after_a_restart()
    {
        var full = new KnownAE
        {
            AETitle = new AETitle("CT1"),
            Host = "ct1.hospital.example",
            Port = 104,
            Alias = "CT in room 3",
            Addresses = [NodeEntry.Rule("10.1.0.0/16"), NodeEntry.Rule("2001:db8::1")],
            Operations = AccessOperations.Echo | AccessOperations.Store,
            MaximumAssociations = 3,
            Certificates = [new string('A', 64)],
            Tls = new RemoteTls("ct1", AnyName: true, new string('B', 64)),
        };
        var callsOnly = new KnownAE { AETitle = new AETitle("CT2"), Addresses = [AddressRule.Any], Operations = AccessOperations.All };
        var store = new NodeStore(File);
        store.Put(full.AETitle, _ => full);
        store.Put(callsOnly.AETitle, _ => callsOnly);

        var again = new NodeStore(File);

        Assert.Equal([NodeText(full), NodeText(callsOnly)], again.Known.Select(NodeText));
        Assert.Equal("CT1", Assert.Single(again.Nodes).AETitle.Value); // who only calls is nowhere to send to
    }

    [Theory]
    [InlineData("""[ { "aeTitle": "SINK", "host": "10.1.2.3", "port": 70000 } ]""")]
    [InlineData("""[ { "aeTitle": "SINK", "operations": ["fly"] } ]""")]
    [InlineData("""[ { "aeTitle": "SINK", "addresses": ["10.1.0.0/99"] } ]""")]
    [InlineData("""[ { "aeTitle": "SINK", "certificates": ["AB"] } ]""")]
    [InlineData("""[ { "host": "10.1.2.3" } ]""")]
    [InlineData("no JSON")]
    public void A_file_that_is_wrong_is_refused_by_name(string content)
    {
        System.IO.File.WriteAllText(File, content);

        Assert.StartsWith(File, Assert.Throws<InvalidDataException>(() => new NodeStore(File)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_fails_changes_nothing()
    {
        var store = new NodeStore(File);
        store.Put(new AETitle("CT1"), _ => new KnownAE { AETitle = new AETitle("CT1"), Alias = "before" });

        Assert.Throws<FormatException>(() => store.Put(new AETitle("CT1"), before => new NodeEntry { AETitle = "CT1", Operations = ["fly"] }.Over(before)));

        Assert.Equal("before", Assert.Single(new NodeStore(File).Known).Alias);
    }

    private static string NodeText(KnownAE node) => System.Text.Json.JsonSerializer.Serialize([NodeEntry.Of(node)], NodeJson.Default.NodeEntryArray);
}
