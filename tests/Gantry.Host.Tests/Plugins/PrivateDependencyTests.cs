using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Tests.Dispatch;

namespace Gantry.Host.Tests.Plugins;

/// <summary>
/// Plugins bring libraries of their own, in versions of their own: one and two of the same library, of which what compiles with the one does not run with the
/// other. Each answers with a word of the library that it has.
/// </summary>
public sealed class PrivateDependencyTests
{
    private const string WithOne = "1.0.0, phrases 1: good day";
    private const string WithTwo = "2.0.0, phrases 2: hello all";
    private const string OtherWithTwo = "1.0.0, phrases 2: hello all";
    private static readonly Uid Patients = Uids.PatientRootQueryRetrieveInformationModelFind;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_plugins_serve_side_by_side_with_two_versions_of_one_library(bool isResident)
    {
        await using var world = new PluginWorld();
        await using var peer = new Peer(world);
        await LoadAsync(world, "SpeakerOne", isResident);
        await LoadAsync(world, "SpeakerOther", isResident);

        await using var association = await peer.ConnectAsync(PluginWorld.StudyRootFind, Patients);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(WithOne, await AskAsync(association, PluginWorld.StudyRootFind));
            Assert.Equal(OtherWithTwo, await AskAsync(association, Patients));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_version_with_a_new_version_of_its_library_takes_over_while_the_old_one_ends_with_the_old(bool isResident)
    {
        await using var world = new PluginWorld();
        await LoadAsync(world, "SpeakerOne", isResident);

        await AskWhileReplaced(world, isResident);

        Assert.Equal(WithTwo, await world.QueryAsync());
        Assert.True(await world.IsCollectedAsync("fixture.speaker"));
        await world.Registry.RollBackAsync(world.Slot("speaker"), null, TestContext.Current.CancellationToken);
        Assert.Equal(WithOne, await world.QueryAsync());
    }

    private static async Task AskWhileReplaced(PluginWorld world, bool isResident)
    {
        await using var query = world.BeginQuery();
        await LoadAsync(world, "SpeakerTwo", isResident);
        Assert.Equal(WithTwo, await world.QueryAsync());
        Assert.Equal(WithOne, await query.AskAsync());
    }

    // What is resident outlives the plugin: then two versions of it stay in memory, each under the plugins that rest on it.
    private static async Task LoadAsync(PluginWorld world, string project, bool isResident)
    {
        var folder = world.Drop(project);
        if (isResident)
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "A file that is mapped cannot be removed there.");
            var manifest = Path.Combine(folder, "plugin.json");
            var text = await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken);
            Assert.Contains("\"resident\": []", text, StringComparison.Ordinal);
            await File.WriteAllTextAsync(
                manifest, text.Replace("\"resident\": []", "\"resident\": [\"Phrases\"]", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        }

        await world.LoadAsync(folder);
    }

    private static async Task<string?> AskAsync(Association association, Uid sopClass) => (await Peer.FindAsync(association, sopClass)).Command.ErrorComment;
}
