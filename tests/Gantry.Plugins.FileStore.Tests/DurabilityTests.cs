using Gantry.Dicom;

namespace Gantry.Plugins.FileStore.Tests;

public class DurabilityTests
{
    [Fact]
    public async Task Files_are_renamed_then_flushed_and_new_folders_are_flushed_up_to_the_root()
    {
        var files = new FailingStoreFiles(StoreFiles.ForThisSystem(), 0);
        await using var fixture = await StoreFixture.StartAsync(files);
        files.Calls.Clear();

        var stored = await fixture.AddAsync([1, 2], study: new Uid("2.25.100"));

        var parts = stored.Location.Split('/');
        Assert.Equal(
            ["create", "write", $"mkdir {parts[0]}", "fsync instances", $"mkdir {parts[1]}", $"fsync {parts[0]}", "mkdir 2.25.100", $"fsync {parts[1]}",
             "rename", "fsync file", "fsync 2.25.100"],
            files.Calls);
        files.Calls.Clear();
        await fixture.AddAsync([1, 2], study: new Uid("2.25.100"));
        Assert.Equal(["create", "write", "rename", "fsync file", "fsync 2.25.100"], files.Calls);
    }

    [Theory, InlineData(5, 1000), InlineData(28, 1000), InlineData(28, 1_000_000), InlineData(122, 1_000_000)]
    public async Task Whichever_operation_fails_nothing_is_kept_and_the_next_instance_is_stored(int error, int length)
    {
        var files = new FailingStoreFiles(StoreFiles.ForThisSystem(), error);
        await using var fixture = await StoreFixture.StartAsync(files);
        var dataSet = StoreFixture.RandomBytes(length);
        var failures = 0;
        for (var n = 1; ; n++)
        {
            files.FailAt = n;
            try
            {
                var stored = await fixture.AddAsync(dataSet, study: new Uid($"2.25.{n}"));
                Assert.Equal(dataSet, await fixture.ReadAsync(stored.Location));
                break;
            }
            catch (IOException failure)
            {
                failures++;
                Assert.Contains(error == 5 ? "cannot write" : "disk is full", failure.Message, StringComparison.Ordinal);
                Assert.Empty(fixture.TemporaryFiles());
                Assert.Empty(fixture.InstanceFiles());
            }
        }

        Assert.InRange(failures, 11, 20);
        Assert.Single(await fixture.LocationsAsync());
    }

    [Fact]
    public void An_fsync_that_fails_is_seen()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux reports a failed fsync through libc.");
        // A pipe cannot be flushed: EINVAL.
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        using var stream = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, 0);

        Assert.Throws<IOException>(() => new LinuxStoreFiles().SyncFile(stream));
    }

    [Fact]
    public void A_folder_that_is_not_there_cannot_be_flushed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux flushes folders.");
        Assert.Throws<DirectoryNotFoundException>(() => new LinuxStoreFiles().SyncFolder("/nowhere/at/all"));
    }
}
