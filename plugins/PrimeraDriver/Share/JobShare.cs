using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>The job folder: what PTBurn says there, and what it is given.</summary>
/// <remarks>Safe for concurrent use; each job is one caller's at a time.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class JobShare(IPluginSettings<PrimeraSettings> settings, TimeProvider time)
{
    private const string Hidden = ".tmp";
    private readonly StatusFolder _status = new(settings, time);

    /// <summary>The folder; empty where there is none.</summary>
    internal string Root => settings.Current.JobFolder.Length == 0 ? "" : Path.GetFullPath(settings.Current.JobFolder);

    /// <summary>The folder of an order's content.</summary>
    internal string FolderOf(string id) => Path.Combine(Root, id);

    /// <summary>Looks at all of it; what is written afterwards is in the characters that were seen.</summary>
    internal async ValueTask<ShareView> LookAsync(CancellationToken cancellationToken)
    {
        if (Root.Length == 0)
        {
            return new ShareView { Fault = "The setting JobFolder is empty." };
        }

        try
        {
            if (ShareFiles.Find(Root, "Status", isFolder: true) is not { } folder)
            {
                return new ShareView { Fault = $"{Root} has no folder Status: PTBurn is not there, or the share is not mounted." };
            }

            // The phases before the status: what the status says of a job is at least as new as its phase.
            var phases = JobPhases.OfAll(Directory.EnumerateFiles(Root).Select(path => Path.GetFileName(path)));
            var (system, isStuck) = await _status.ReadSystemAsync(folder, cancellationToken).ConfigureAwait(false);
            return new ShareView { Phases = phases, System = system, IsStuck = isStuck, Robots = await _status.ReadRobotsAsync(folder, system, cancellationToken).ConfigureAwait(false) };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new ShareView { Fault = failure.Message };
        }
    }

    /// <summary>Puts a job into the folder under a name that PTBurn does not look at; on the disk when it returns.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal async ValueTask WriteHiddenAsync(string id, string job, CancellationToken cancellationToken) =>
        await WriteAsync(Path.Combine(Root, id + Hidden), job, cancellationToken).ConfigureAwait(false);

    /// <summary>Gives PTBurn a job that was put into the folder, unless it has it.</summary>
    /// <returns>False where it was given before.</returns>
    /// <exception cref="IOException">It cannot be given.</exception>
    internal bool Give(string id) => TryMove(id + Hidden, id + Extension(".JRQ"));

    /// <summary>Takes a job back that PTBurn has not seen yet, or that it was not given.</summary>
    /// <returns>False where PTBurn has it.</returns>
    /// <exception cref="IOException">The folder cannot be reached.</exception>
    internal bool TakeBack(string id)
    {
        var hidden = Path.Combine(Root, id + Hidden);
        if (!File.Exists(hidden))
        {
            var given = Directory.EnumerateFiles(Root, id + ".*").FirstOrDefault(file => JobPhases.Of(file) == JobPhase.Submitted);
            if (given is null || !TryMove(Path.GetFileName(given), id + Hidden))
            {
                return false;
            }
        }

        File.Delete(hidden);
        return true;
    }

    /// <summary>Sends a message, unless one of its name waits to be read still.</summary>
    /// <param name="name">The name of the message: that of the job that it is about, or any other.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False where one waits.</returns>
    /// <exception cref="IOException">It cannot be sent.</exception>
    internal async ValueTask<bool> SendAsync(string name, string message, CancellationToken cancellationToken)
    {
        if (ShareFiles.Find(Root, name + ".PTM", isFolder: false) is not null)
        {
            return false;
        }

        await WriteAsync(Path.Combine(Root, name + ".msg"), message, cancellationToken).ConfigureAwait(false);
        return TryMove(name + ".msg", name + Extension(".PTM"));
    }

    /// <summary>Removes what is left of a job, but for the job itself, which PTBurn removes.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be removed.</exception>
    internal void Tidy(string id)
    {
        if (Root.Length == 0 || !Directory.Exists(Root))
        {
            throw new IOException("The job folder is not there.");
        }

        File.Delete(Path.Combine(Root, id + Hidden));
        File.Delete(Path.Combine(Root, id + ".msg"));
        if (ShareFiles.Find(Root, id + ".PTM", isFolder: false) is { } message)
        {
            File.Delete(message);
        }

        if (Directory.Exists(FolderOf(id)))
        {
            Directory.Delete(FolderOf(id), recursive: true);
        }
    }

    /// <summary>What the log of PTBurn says of a job that is not there any more: true for completed, false for failed, null for nothing.</summary>
    internal async ValueTask<bool?> AskLogAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            if (ShareFiles.Find(Root, "Log", isFolder: true) is not { } folder || ShareFiles.Find(folder, "SystemLog.txt", isFolder: false) is not { } log)
            {
                return null;
            }

            var text = PTBurnText.Read(await ShareFiles.ReadEndAsync(log, cancellationToken).ConfigureAwait(false), settings.Current.CodePage);
            var (done, failed) = (text.LastIndexOf($"Job Completed ({id})", StringComparison.OrdinalIgnoreCase), text.LastIndexOf($"Job Failed ({id})", StringComparison.OrdinalIgnoreCase));
            return done < 0 && failed < 0 ? null : done > failed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async ValueTask WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var current = settings.Current;
        var isUnicode = current.Characters == JobCharacters.Unicode || (current.Characters == JobCharacters.AsStatus && _status.IsUnicode);
        var bytes = PTBurnText.Write(text, isUnicode, current.CodePage);
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            DurableFile.Flush(file);
        }
    }

    private bool TryMove(string from, string to)
    {
        try
        {
            File.Move(Path.Combine(Root, from), Path.Combine(Root, to));
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private string Extension(string extension) => settings.Current.SmallExtensions ? extension.ToLowerInvariant() : extension;
}
