using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Faults;

public sealed class BlameTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly RunningTrace One = new("acme.one", new string('1', 32));
    private static readonly RunningTrace Two = new("acme.two", new string('2', 32));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gantry-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Who_ran_alone_is_left_out_after_two_crashes_and_after_a_restart_still()
    {
        var book = new BlameBook(_folder.FullName);
        book.Review(Crash(0), Running(One), _folder.FullName);
        var once = book.Verdict(One.Id, One.ContentHash);
        book.Review(Crash(1), Running(One), _folder.FullName);

        Assert.Null(once);
        Assert.Equal(
            "Left out: the host crashed 2 times in its code, last on 2026-01-02 12:01:00 UTC; gantry plugins reload acme.one tries it again.",
            new BlameBook(_folder.FullName).Verdict(One.Id, One.ContentHash));
        Assert.Null(book.Verdict(One.Id, Two.ContentHash));
    }

    [Fact]
    public void Who_ran_beside_another_shares_the_blame()
    {
        var book = new BlameBook(_folder.FullName);
        for (var minute = 0; minute < 3; minute++)
        {
            book.Review(Crash(minute), Running(One, Two), _folder.FullName);
        }

        Assert.Null(book.Verdict(One.Id, One.ContentHash));
        book.Review(Crash(4), Running(One), _folder.FullName);
        Assert.NotNull(book.Verdict(One.Id, One.ContentHash));
        Assert.Null(book.Verdict(Two.Id, Two.ContentHash));
    }

    [Fact]
    public void A_day_later_a_crash_is_forgotten()
    {
        var book = new BlameBook(_folder.FullName);
        book.Review(Crash(0), Running(One), _folder.FullName);
        book.Review(Crash(25 * 60), Running(One), _folder.FullName);

        Assert.Null(book.Verdict(One.Id, One.ContentHash));
    }

    [Theory, InlineData(137), InlineData(143)]
    public void Who_is_ended_from_outside_blames_nobody(int exitCode)
    {
        var book = new BlameBook(_folder.FullName);

        Assert.Empty(book.Review(Crash(0) with { ExitCode = exitCode }, Running(One), _folder.FullName));
    }

    [Fact]
    public async Task A_generation_that_is_left_out_is_not_loaded_by_itself_and_is_by_command()
    {
        await using var world = new PluginWorld();
        var folder = world.Drop("CatalogueOne");
        var content = Host.Plugins.Folders.PluginFolder.Read(folder, Host.Plugins.Folders.FolderPolicy.Default).ContentHash;
        var trace = new RunningTrace("fixture.catalogue", content);
        world.Blame.Review(Crash(0), Running(trace), _folder.FullName);
        world.Blame.Review(Crash(1), Running(trace), _folder.FullName);

        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(() => world.LoadAsync(folder));
        var leftOut = world.Slot("catalogue").State;
        await world.LoadAsync(folder, again: true);

        Assert.StartsWith("Left out: the host crashed 2 times in its code", refusal.Message);
        Assert.Equal((PluginState.Refused, PluginState.Serving), (leftOut, world.Slot("catalogue").State));
        Assert.Null(world.Blame.Verdict("fixture.catalogue", content));
    }

    [Theory]
    [InlineData("Stack overflow.\nRepeated 11987 times:\n--------------------------------\n   at Gantry.Fixtures.Catalogue.Catalogue.Loop(Int32)\n---", true)]
    [InlineData("Process terminated. Oh.\n   at System.Environment.FailFast(System.String)\n   at Gantry.Fixtures.Catalogue.Catalogue+<CountAsync>d__1.MoveNext()\n", true)]
    [InlineData("Fatal error.\n   at System.Threading.Thread.Sleep(Int32)\n   at Gantry.Host.Program.Main()\n", false)]
    [InlineData("a log line\n   at Gantry.Fixtures.Catalogue.Catalogue.Loop(Int32)\n", false)]
    [InlineData("", false)]
    public void The_topmost_frame_of_a_plugin_names_it(string words, bool isFound)
    {
        var copy = Path.Combine(_folder.FullName, One.Id, One.ContentHash);
        Fixture.Copy(Fixture.Folder("CatalogueOne"), copy);

        var found = CrashedStack.Find(words, [Two, One], _folder.FullName);

        Assert.Equal(isFound ? One : null, found?.Plugin);
    }

    [Fact]
    public void A_record_tells_what_was_loaded_and_what_ran()
    {
        var file = Path.Combine(_folder.FullName, "running");
        var record = RunningRecord.Begin(file);
        record.Add(One.Id, One.ContentHash, "");
        var two = record.Add(Two.Id, Two.ContentHash, "");
        var gone = record.Add("acme.gone", new string('3', 32), "");
        gone.Dispose();
        var thread = record.AddThread();
        thread.Plugin = two.Number;

        var remains = RunningRecord.Read(file)!;
        record.EndInOrder();
        thread.Plugin = 0;

        Assert.Equal([One, Two], remains.Loaded);
        Assert.Equal([Two], remains.Running);
        Assert.False(remains.EndedInOrder);
        Assert.True(RunningRecord.Read(file)!.EndedInOrder);
        Assert.Empty(RunningRecord.Read(file)!.Running);
        GC.KeepAlive(thread);
    }

    [Theory, InlineData(0), InlineData(100), InlineData(200_000)]
    public void What_is_no_record_is_none(int length)
    {
        var file = Path.Combine(_folder.FullName, "running");
        File.WriteAllBytes(file, new byte[length]);

        Assert.Null(RunningRecord.Read(file));
    }

    private static CrashNote Crash(int minute) => new(Noon.AddMinutes(minute), 134, "");

    private static RunningRemains Running(params RunningTrace[] plugins) => new(false, plugins, plugins);
}
