using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Folders;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Tests.Plugins;

/// <summary>Folders that are not what a build makes: whatever they are, there is a sentence, and nothing hangs.</summary>
public sealed class HostileFolderTests
{
    public static TheoryData<string, string> Spoilt { get; } = new()
    {
        { "half a dependency list", "CatalogueOne.deps.json is not whole." },
        { "no dependency list", "CatalogueOne.deps.json is not in the folder: what was copied is not all that the build made." },
        { "a listed file missing", "Acme.Private.dll, which CatalogueOne.deps.json lists, is not in the folder." },
        { "a pipe as the manifest", "plugin.json is neither a file nor a folder." },
        { "a pipe", "wait is neither a file nor a folder." },
        { "a socket", "socket is neither a file nor a folder." },
        { "a device", "zero is a link to /dev/zero; Gantry:LinkedPlugins says whether such are taken." },
        { "a link out", "secrets is a link to /etc; Gantry:LinkedPlugins says whether such are taken." },
        { "a link to nothing", "gone is a link to nothing." },
        { "a link to itself", "loop is a link to .; Gantry:LinkedPlugins says whether such are taken." },
        { "a terabyte", "It is larger than 2 GB." },
        { "a large manifest", "plugin.json is larger than 1048576 bytes." },
        { "deep folders", "Its folders are more than 24 deep." },
        { "many files", "It has more than 5000 files and folders." },
        { "a name with a line break", "A name in it has characters that no name should have." },
        { "a path as the assembly", "The assembly '../../etc/passwd' is not a file name." },
        { "a line break in the version", "A text in plugin.json is longer than 1000 characters, or has some that cannot be shown." },
        { "an id that is a file of the host", "The id 'nodes.json' is not lower-case letters, digits and hyphens in parts joined by dots." },
        { "an endless id", $"The id '{new string('a', 100)}...' is not lower-case letters, digits and hyphens in parts joined by dots." },
        { "an id said twice", "plugin.json is not a manifest: Duplicate property 'id' encountered during deserialization of type 'Gantry.Host.Plugins.Folders.PluginManifest'." },
        { "written by everybody", "CatalogueOne.dll can be written by everybody; Gantry:PluginRights says who may." },
    };

    [Theory, Trait("Row", "has hostile paths, pipes, links out, or is of an absurd size"), MemberData(nameof(Spoilt))]
    public async Task A_spoilt_folder_is_refused_in_a_sentence_and_what_served_goes_on(string how, string sentence)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders, and no mode bits.");
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("CatalogueOne");
        var folder = world.Drop("CatalogueOne");
        Spoil(folder, how);

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.LoadAsync(folder));

        Assert.Equal(sentence, refusal.Message);
        Assert.Equal((PluginState.Serving, sentence), (world.Slot("catalogue").State, world.Slot("catalogue").Refusal));
        Assert.Equal(sentence, FolderReport.Make(folder, world.Registry).Findings[0].Text);
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "The account that runs the tests may read everything.");
        await using var world = new PluginWorld();
        var folder = world.Drop("CatalogueOne");
        FolderEntries.Forbid(Path.Combine(folder, "CatalogueOne.dll"));

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.LoadAsync(folder));

        Assert.Equal("The folder cannot be read: Access to CatalogueOne.dll is denied.", refusal.Message);
    }

    [Fact]
    public async Task A_folder_of_another_account_is_refused_unless_that_is_allowed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can give files away.");
        await using var strict = new PluginWorld();
        await using var lax = new PluginWorld(folders: new FolderPolicy { Rights = PluginRights.Any });
        var (folder, same) = (strict.Drop("CatalogueOne"), lax.Drop("CatalogueOne"));
        FolderEntries.GiveTo("54321", folder);
        FolderEntries.GiveTo("54321", same);

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => strict.LoadAsync(folder));
        await lax.LoadAsync(same);

        Assert.Equal("The folder belongs to account 54321, which is neither the host's nor root; Gantry:PluginRights says who may.", refusal.Message);
        Assert.Equal(PluginState.Serving, lax.Slot("catalogue").State);
    }

    [Fact]
    public async Task A_group_that_may_write_is_refused_where_the_administrator_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no mode bits.");
        await using var world = new PluginWorld(folders: new FolderPolicy { Rights = PluginRights.Owner });
        var folder = world.Drop("CatalogueOne");
        FolderEntries.Allow(Path.Combine(folder, "plugin.json"), UnixFileMode.GroupWrite);

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.LoadAsync(folder));

        Assert.EndsWith(" can be written by its group; Gantry:PluginRights says who may.", refusal.Message);
    }

    [Fact]
    public async Task A_link_to_a_file_beside_it_is_as_good_as_a_copy()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links takes a privilege on Windows.");
        await using var world = new PluginWorld();
        var folder = world.Drop("CatalogueOne");
        File.CreateSymbolicLink(Path.Combine(folder, "another.dll"), "CatalogueOne.dll");

        var slot = await world.LoadAsync(folder);

        var copy = new FileInfo(Path.Combine(slot.Current!.PrivateCopy, "another.dll"));
        Assert.Equal((null, true), (copy.LinkTarget, copy.Exists));
    }

    [Fact]
    public async Task A_folder_that_is_a_link_is_loaded_only_where_links_are_allowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links takes a privilege on Windows.");
        await using var strict = new PluginWorld();
        await using var lax = new PluginWorld(folders: new FolderPolicy { LinksLeadOut = true, Rights = PluginRights.Any });
        var target = Fixture.Folder("CatalogueOne");
        var (link, same) = (Path.Combine(strict.Settings.PluginFolder, "linked"), Path.Combine(lax.Settings.PluginFolder, "linked"));
        Directory.CreateSymbolicLink(link, target);
        Directory.CreateSymbolicLink(same, target);

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => strict.LoadAsync(link));
        await lax.LoadAsync(same);

        Assert.Equal($"The folder is a link to {target}; Gantry:LinkedPlugins says whether such are taken.", refusal.Message);
        Assert.Equal(PluginState.Serving, lax.Slot("catalogue").State);
    }

    private static void Spoil(string folder, string how)
    {
        var (manifest, list) = (Path.Combine(folder, "plugin.json"), Path.Combine(folder, "CatalogueOne.deps.json"));
        Action spoil = how switch
        {
            "half a dependency list" => () => File.WriteAllText(list, File.ReadAllText(list)[..200]),
            "no dependency list" => () => File.Delete(list),
            "a listed file missing" => () => Replace(list, "\"CatalogueOne.dll\": {}", "\"CatalogueOne.dll\": {}, \"lib/net8.0/Acme.Private.dll\": {}"),
            "a pipe as the manifest" => () =>
            {
                File.Delete(manifest);
                FolderEntries.MakePipe(manifest);
            }
            ,
            "a pipe" => () => FolderEntries.MakePipe(Path.Combine(folder, "wait")),
            "a socket" => () => FolderEntries.MakeSocket(Path.Combine(folder, "socket")),
            "a device" => () => File.CreateSymbolicLink(Path.Combine(folder, "zero"), "/dev/zero"),
            "a link out" => () => Directory.CreateSymbolicLink(Path.Combine(folder, "secrets"), "/etc"),
            "a link to nothing" => () => File.CreateSymbolicLink(Path.Combine(folder, "gone"), "nowhere"),
            "a link to itself" => () => Directory.CreateSymbolicLink(Path.Combine(folder, "loop"), "."),
            "a terabyte" => () => FolderEntries.MakeSparse(Path.Combine(folder, "large"), 1L << 40),
            "a large manifest" => () => FolderEntries.MakeSparse(manifest, 2 << 20),
            "deep folders" => () => Directory.CreateDirectory(Path.Combine([folder, .. Enumerable.Repeat("d", 30)])),
            "many files" => () => MakeMany(folder),
            "a name with a line break" => () => File.WriteAllText(Path.Combine(folder, "one\ntwo"), ""),
            "a path as the assembly" => () => Replace(manifest, "\"CatalogueOne.dll\"", "\"../../etc/passwd\""),
            "a line break in the version" => () => Replace(manifest, "\"1.0.0\"", "\"1.0.0\\n2\""),
            "an id that is a file of the host" => () => Replace(manifest, "\"fixture.catalogue\"", "\"nodes.json\""),
            "an endless id" => () => Replace(manifest, "\"fixture.catalogue\"", $"\"{new string('a', 5_000)}\""),
            "an id said twice" => () => Replace(manifest, "\"id\":", "\"id\": \"fixture.other\", \"id\":"),
            "written by everybody" => () => FolderEntries.Allow(Path.Combine(folder, "CatalogueOne.dll"), UnixFileMode.OtherWrite),
            _ => throw new ArgumentException(how),
        };
        spoil();
    }

    private static void MakeMany(string folder)
    {
        for (var i = 0; i < 5_001; i++)
        {
            File.WriteAllText(Path.Combine(folder, $"f{i}"), "");
        }
    }

    private static void Replace(string file, string from, string to)
    {
        var text = File.ReadAllText(file);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(from, to, StringComparison.Ordinal));
    }
}
