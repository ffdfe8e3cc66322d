using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Conformance;
using Gantry.Host.Listener;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Tests.Plugins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Host.Tests.Conformance;

public sealed partial class ConformanceTests
{
    [Fact]
    public async Task The_statement_follows_what_is_loaded()
    {
        await using var world = new PluginWorld();
        var before = Reader(world).Read();
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        var with = Reader(world).Read();
        await world.DropAndLoadAsync("FinderTwo");
        var swapped = Reader(world).Read();
        await world.Registry.UnloadAsync(world.Slot("finder"), null, TestContext.Current.CancellationToken);
        var after = Reader(world).Read();

        Assert.Equal(["C-ECHO"], before.Services.Select(service => service.Command));
        var find = Assert.Single(with.Services, service => service.Command == "C-FIND");
        Assert.Equal(("SCP", "fixture.finder", "1.0.0", "Native"), (find.Role, find.Plugin, find.PluginVersion, find.TransferSyntaxes));
        Assert.Equal(
            new NamedUid(PluginWorld.StudyRootFind.Value, "Study Root Query/Retrieve Information Model - FIND", false), Assert.Single(find.SopClasses));
        Assert.Equal("2.0.0", Assert.Single(swapped.Services, service => service.Command == "C-FIND").PluginVersion);
        Assert.Equal(["C-ECHO"], after.Services.Select(service => service.Command));
        Assert.Equal(["fixture.catalogue"], after.Plugins.Select(plugin => plugin.Id));
    }

    [Fact]
    public async Task Settings_and_remote_AEs_are_in_it_and_addresses_are_not()
    {
        await using var world = new PluginWorld();
        world.Nodes.Put(new AETitle("CT1"), _ => new Remote.KnownAE
        {
            AETitle = new AETitle("CT1"),
            Host = "ct1.hospital.example",
            Port = 104,
            Addresses = [Host.Access.AddressRule.Any],
        });

        var statement = Reader(world).Read();
        var markdown = MarkdownWriter.Write(StatementDocument.Of(statement));

        Assert.Equal((10, TimeSpan.FromMinutes(1), 131_072), (statement.Associations.MaximumAssociations, statement.Associations.IdleTimeout, statement.Associations.MaximumPduLength));
        Assert.Contains("- CT1\n", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("ct1.hospital.example", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_handlers_declare_for_negotiation_and_who_checks_identities_is_in_it()
    {
        await using var world = new PluginWorld();
        var before = Reader(world).Read();
        await world.DropAndLoadAsync("Doorkeeper");
        await world.DropAndLoadAsync("Steward");
        var with = Reader(world).Read();

        Assert.Contains(before.Security, text => text.StartsWith("User identity negotiation (PS3.7 §D.3.3.7) is not supported", StringComparison.Ordinal));
        Assert.Contains(with.Security, text => text.Contains("is checked by fixture.doorkeeper", StringComparison.Ordinal));
        Assert.Contains(with.Associations.Policies, text => text.EndsWith(
            "C-FIND of fixture.doorkeeper: relational queries or retrievals, fuzzy semantic matching of person names; "
                + "C-STORE of fixture.doorkeeper: level of support 2, digital signatures 3, element coercion 0.",
            StringComparison.Ordinal));
        Assert.Equal(8, with.Associations.OperationsAtATime);
        Assert.Equal(
            [("N-ACTION", "SCP"), ("N-CREATE", "SCP"), ("N-DELETE", "SCP"), ("N-EVENT-REPORT", "SCU"), ("N-GET", "SCP"), ("N-SET", "SCP")],
            with.Services.Where(service => service.Plugin == "fixture.steward").Select(service => (service.Command, service.Role)).Order());
    }

    [Fact]
    public async Task What_a_plugin_says_of_itself_is_text_in_HTML_and_Markdown_alike()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("Describer");
        var document = StatementDocument.Of(Reader(world).Read());

        var html = HtmlWriter.Write(document);
        var markdown = MarkdownWriter.Write(document);

        var page = XDocument.Parse(MetaPattern().Replace(html, "").Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)); // well-formed: all that was put in is escaped
        Assert.Equal("Signs <script>alert(1)</script>", Assert.Single(page.Descendants("h4"), heading => heading.Value.StartsWith("Signs", StringComparison.Ordinal)).Value);
        Assert.Empty(page.Descendants("script"));
        Assert.Contains(page.Descendants("p"), paragraph => paragraph.Value == "a | b * c_d `e` <i>&amp;</i>");
        Assert.Empty(page.Descendants().Attributes("src"));
        Assert.All(page.Descendants("a"), link => Assert.Single(page.Descendants(), target => "#" + target.Attribute("id")?.Value == link.Attribute("href")!.Value));
        Assert.Contains(@"a \| b \* c\_d \`e\` \<i\>&amp;\</i\>", markdown, StringComparison.Ordinal);
        Assert.Contains(@"| One\|Two |", markdown, StringComparison.Ordinal);
        Assert.Contains("2.25.1234567", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_described_itself_is_collected_all_the_same()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("Describer");
        var statement = Reader(world).Read();

        await world.Registry.UnloadAsync(world.Slot("describer"), null, TestContext.Current.CancellationToken);

        Assert.True(await world.IsCollectedAsync("fixture.describer"));
        Assert.Equal(2, Assert.Single(statement.Plugins).Details.Count);
    }

    [Fact]
    public async Task A_swap_tells_what_came_and_went_and_one_that_changes_nothing_tells_nothing()
    {
        await using var world = new PluginWorld();
        var changes = new ConformanceChanges(NullLogger<ConformanceChanges>.Instance);
        var told = new List<OfferDifference>();
        world.Registry.Changed += change =>
        {
            changes.PluginChanged(change);
            told.Add(change.Slot.OfferDifference);
        };
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");
        await world.DropAndLoadAsync("FinderTwo");
        await world.Registry.UnloadAsync(world.Slot("finder"), null, TestContext.Current.CancellationToken);

        const string line = "C-FIND of Study Root Query/Retrieve Information Model - FIND (1.2.840.10008.5.1.4.1.2.2.1), native transfer syntaxes";
        Assert.Equal(
            ["+ -", $"+{line} -", "+ -", $"+ -{line}"],
            told.Select(difference => $"+{string.Join(',', difference.Came)} -{string.Join(',', difference.Went)}"));
    }

    [Fact]
    public void Other_transfer_syntaxes_for_the_same_SOP_class_are_a_difference()
    {
        using var slot = new PluginSlot("acme.store");
        var native = Routes(TransferSyntaxGroup.Native);
        var any = Routes(TransferSyntaxGroup.Any);

        var difference = OfferDifference.Between(native, any);

        Assert.Equal("C-STORE of CT Image Storage (1.2.840.10008.5.1.4.1.1.2), any transfer syntax", Assert.Single(difference.Came));
        Assert.Equal("C-STORE of CT Image Storage (1.2.840.10008.5.1.4.1.1.2), native transfer syntaxes", Assert.Single(difference.Went));
        Assert.True(OfferDifference.Between(native, Routes(TransferSyntaxGroup.Native)).IsNone);

        PluginRoutes Routes(TransferSyntaxGroup syntaxes) => new(
            slot, [new HandlerRoute(slot, DimseCommand.CStore, System.Collections.Frozen.FrozenSet.Create(Uids.CTImageStorage), SopClassGroup.None, syntaxes)], [], false);
    }

    private static ConformanceReader Reader(PluginWorld world) =>
        new(world.Settings, world.Registry, world.Nodes, new ServedEndpoints { Dicom = "127.0.0.1:11112" }, TimeProvider.System);

    [GeneratedRegex("<meta[^>]*>")]
    private static partial Regex MetaPattern();
}
