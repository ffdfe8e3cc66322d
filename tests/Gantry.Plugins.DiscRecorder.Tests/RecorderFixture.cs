using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Plugins.DiscRecorder.Tests;

/// <summary>
/// The plugin and a drive that is a file, with xorriso as it is; but for a script before it that does what hands do: takes a disc out that is ejected, puts in a blank one, and spoils a
/// disc on demand.
/// </summary>
internal sealed class RecorderFixture : IAsyncDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory("gantry-recorder-").FullName;
    private PluginHarness? _plugin;

    public RecorderFixture()
    {
        Directory.CreateDirectory(Discs);
        var script = Path.Combine(_top, "xorriso");
        File.WriteAllText(script, $"""
            #!/bin/sh
            cd '{_top}'
            echo "$*" >> calls
            case "$*" in
                *-eject*) if [ -s drive ]; then mv drive "discs/$(ls discs | wc -l).iso"; fi; exit 0 ;;
                *-toc*) if [ -e empty ]; then echo "Media current: is not recognizable"; exit 0; fi ;;
                *-dummy*) ;;
                *cdrecord*)
                    if [ -e slow ]; then sleep 0.7; fi
                    if [ -e bad ]; then xorriso "$@"; printf X | dd of=drive bs=1 seek=40000 conv=notrunc 2>&1; exit 0; fi ;;
            esac
            exec xorriso "$@"
            """.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Services.WithSetting("Drive", "stdio:" + Drive).WithSetting("Xorriso", script).WithSetting("LookInterval", "00:00:00.05").WithSetting("MinimumFreeMegabytes", "0");
    }

    public TestServices Services { get; } = new("gantry.discrecorder");

    /// <summary>The disc in the drive.</summary>
    public string Drive => Path.Combine(_top, "drive");

    /// <summary>The discs that were ejected.</summary>
    public string Discs => Path.Combine(_top, "discs");

    /// <summary>What xorriso was called with.</summary>
    public string[] Calls => File.ReadAllLines(Path.Combine(_top, "calls"));

    /// <summary>Has something be so from now on: <c>empty</c>, <c>slow</c>, <c>bad</c>.</summary>
    public void Set(string what, bool isSo = true)
    {
        if (isSo)
        {
            File.WriteAllText(Path.Combine(_top, what), "");
        }
        else
        {
            File.Delete(Path.Combine(_top, what));
        }
    }

    public async Task<IMediaDevice> StartAsync()
    {
        _plugin = await PluginHarness.StartAsync(typeof(RecorderDevice).Assembly, Services);
        return _plugin.GetService<IMediaDevice>();
    }

    public async Task StopAsync()
    {
        if (_plugin is { } plugin)
        {
            _plugin = null;
            await plugin.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Services.Dispose();
        Directory.Delete(_top, recursive: true);
    }
}
