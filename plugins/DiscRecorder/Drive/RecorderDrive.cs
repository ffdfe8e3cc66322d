using System.ComponentModel;
using System.Composition;
using System.Diagnostics;
using System.Globalization;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DiscRecorder;

/// <summary>The drive, by way of xorriso: what is in it, recording, reading back, ejecting.</summary>
/// <remarks>One caller at a time, but for <see cref="LookAsync"/>, which tells that the drive is busy.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class RecorderDrive(IPluginSettings<RecorderSettings> settings, ILoggerFactory loggers) : IDisposable
{
    private const int BlockLength = 2_048;
    private readonly ILogger _logger = loggers.CreateLogger<RecorderDrive>();
    private readonly SemaphoreSlim _alone = new(1);

    private string Name => settings.Current.Drive;

    /// <summary>What is in it, or that it is busy.</summary>
    internal async ValueTask<DiscStatus> LookAsync(CancellationToken cancellationToken)
    {
        if (!await _alone.WaitAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false))
        {
            return new DiscStatus("", false, 0, "The drive is busy.");
        }

        try
        {
            return await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _alone.Release();
        }
    }

    /// <summary>What is in it; for who holds it.</summary>
    internal async ValueTask<DiscStatus> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (exitCode, text) = await RunAsync(["-outdev", Name, "-toc"], cancellationToken).ConfigureAwait(false);
            return DiscStatus.Parse(exitCode, text);
        }
        catch (IOException failure)
        {
            return new DiscStatus("", false, 0, failure.Message);
        }
    }

    /// <summary>Holds the drive until what is returned is disposed: whoever looks meanwhile is told that it is busy.</summary>
    internal async ValueTask<IDisposable> HoldAsync(CancellationToken cancellationToken)
    {
        await _alone.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Held(_alone);
    }

    /// <summary>Tries recording with the laser off; the words of the fault, null for none.</summary>
    /// <exception cref="IOException">xorriso cannot be run.</exception>
    internal async ValueTask<string?> TestAsync(string image, CancellationToken cancellationToken)
    {
        var (exitCode, text) = await RunAsync([.. RecordArguments(), "-dummy", image], cancellationToken).ConfigureAwait(false);
        return exitCode == 0 ? null : XorrisoText.FaultOf(text);
    }

    /// <summary>Begins to record; what xorriso says goes to a file, so that it goes on to the end of the disc whatever becomes of this process.</summary>
    /// <param name="image">The image.</param>
    /// <param name="log">The file.</param>
    /// <exception cref="IOException">xorriso cannot be run.</exception>
    internal Process Record(string image, string log)
    {
        string[] arguments = [settings.Current.Xorriso, .. RecordArguments(), .. settings.Current.Overwrites ? (string[])["blank=as_needed"] : [], image];
        return Start("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" > \"$log\" 2>&1 < /dev/null", "sh", log, .. arguments], isRead: false);
    }

    /// <summary>Reads the disc and compares it with an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="copy">Where what is read is put; removed again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null where it is the same; else the words of the fault.</returns>
    /// <exception cref="IOException">xorriso cannot be run, the copy not be written, or the drive is busy: it cannot be told.</exception>
    internal async ValueTask<string?> CompareAsync(string image, string copy, CancellationToken cancellationToken)
    {
        var blocks = new FileInfo(image).Length / BlockLength;
        File.Delete(copy);
        try
        {
            string[] arguments =
            [
                "-indev", Name, "-check_media", "use=indev", "what=disc", "min_lba=0", string.Create(CultureInfo.InvariantCulture, $"max_lba={blocks - 1}"), $"data_to={copy}", "--",
            ];
            var (exitCode, text) = await RunAsync(arguments, cancellationToken).ConfigureAwait(false);
            var fault = exitCode == 0 ? null : XorrisoText.FaultOf(text);
            if (fault is not null && fault.Contains("busy", StringComparison.OrdinalIgnoreCase))
            {
                throw new IOException(fault);
            }

            return fault ?? (File.Exists(copy) && await FileComparison.AreSameAsync(image, copy, cancellationToken).ConfigureAwait(false) ? null : "What is on it is not what was recorded.");
        }
        finally
        {
            File.Delete(copy);
        }
    }

    /// <summary>Ejects the disc, where settings say so.</summary>
    internal async ValueTask EjectAsync(CancellationToken cancellationToken)
    {
        if (!settings.Current.Eject)
        {
            return;
        }

        var (exitCode, text) = await RunAsync(["-outdev", Name, "-eject", "all"], cancellationToken).ConfigureAwait(false);
        if (exitCode != 0)
        {
            _logger.NotEjected(XorrisoText.FaultOf(text));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _alone.Dispose();

    private string[] RecordArguments() =>
        ["-as", "cdrecord", "-v", $"dev={Name}", .. settings.Current.Speed > 0 ? (string[])[string.Create(CultureInfo.InvariantCulture, $"speed={settings.Current.Speed}")] : []];

    private async ValueTask<(int ExitCode, string Text)> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Start(settings.Current.Xorriso, arguments, isRead: true);
        try
        {
            process.StandardInput.Close();
            var said = (Output: process.StandardOutput.ReadToEndAsync(cancellationToken), Error: process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return (process.ExitCode, await said.Output.ConfigureAwait(false) + await said.Error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(); // it reads, or records with the laser off
            throw;
        }
    }

    private static Process Start(string program, string[] arguments, bool isRead)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = isRead, RedirectStandardOutput = isRead, RedirectStandardError = isRead };
        start.Environment["LC_ALL"] = "C";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new IOException($"{program} cannot be run: {failure.Message}. It comes with the package xorriso.", failure);
        }
    }

    private sealed class Held(SemaphoreSlim alone) : IDisposable
    {
        public void Dispose() => alone.Release();
    }
}
