using System.Composition;
using System.Diagnostics;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>Where instances that may be compressed wait, and what is made of them: files of the plugin's data folder, so that memory is bounded by a frame. None of them is the only copy of what was acknowledged.</summary>
/// <remarks>Safe for concurrent use.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class CompressionFolder(IPluginContext plugin, IPluginSettings<StorageSettings> settings, ILoggerFactory loggers) : IDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger<CompressionFolder>();
    private readonly string _path = Path.Combine(plugin.DataFolder, "compression");
    private readonly SemaphoreSlim _places = new(settings.Current.ParallelCompressions);

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    /// <summary>Makes the folder, and deletes what a server that crashed has left.</summary>
    internal void Clean()
    {
        // The version before may be receiving still: what this process made is not left over.
        using var process = Process.GetCurrentProcess();
        var started = process.StartTime.ToUniversalTime();
        foreach (var file in Directory.CreateDirectory(_path).EnumerateFiles().Where(file => file.LastWriteTimeUtc < started))
        {
            file.Delete();
        }
    }

    /// <summary>A file name that nobody has.</summary>
    internal string NewFile() => Path.Combine(_path, $"{Guid.NewGuid():N}.dcm");

    /// <summary>Deletes a file that is of no more use, where there is one. One that cannot be deleted goes with the next start.</summary>
    internal void Delete(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _logger.SpoolNotDeleted(failure.Message);
        }
    }

    /// <summary>Does work of which only some is done at a time; the others wait.</summary>
    internal async Task RunAsync(Action work, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Run(work, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }
}
