using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Gantry.Dicom.Network;
using Gantry.Host.Listener;

namespace Gantry.Host.Maintenance.Imports;

/// <summary>One import: the files are sent to this server on associations with itself, but for those that are stored already.</summary>
internal sealed class ImportRun(
    OwnAssociations own, StoredAlready stored, ImportOptions options, ImportProgress progress, string checkpointFile, TimeProvider time, ILogger logger) : IProgress<StoreOutcome>
{
    // A catalog that is moved or restarted is back by then.
    private static readonly RetryOptions Retry = new() { MaximumAttempts = 8 };

    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(2);

    // So many in a row that the server has no room for, each of them tried several times, and the others will fare no better.
    private const int MostOutOfResources = 32;

    private ImportOrder _order = new(ImportMark.None);
    private long _written;
    private int _outOfResources;

    /// <summary>Runs to the end.</summary>
    /// <exception cref="IOException">The server does not take the instances, or the file of the checkpoint cannot be written.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var mark = await ResumeAsync(cancellationToken).ConfigureAwait(false);
        _order = new ImportOrder(mark);
        progress.Add(mark.Counts);
        Write();
        logger.ImportBegun(options.Paths.Count, options.AETitle.Value, mark.Files);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var counting = CountAsync(ending.Token);
        try
        {
            var client = own.ClientOf(options.AETitle, options.Associations, Retry);
            await using (client.ConfigureAwait(false))
            {
                var how = new StoreOptions { MaximumAssociations = options.Associations, ConvertsNative = false, Choose = stored.AreMissingAsync, Progress = this };
                await client.StoreAsync(FilesAsync(mark, ending.Token), how, cancellationToken).ConfigureAwait(false);
            }

            File.Delete(checkpointFile);
        }
        catch
        {
            Write(); // it is gone on with from there
            throw;
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await counting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One file is done.</summary>
    void IProgress<StoreOutcome>.Report(StoreOutcome value)
    {
        var counts = ImportCounts.Of(value);
        progress.Add(counts);
        var isOutOfResources = value.Status?.Code is >= 0xA700 and <= 0xA7FF;
        _order.End(value.Source, counts, isFinal: !isOutOfResources && value.Result != StoreResult.Lost);
        if (value.Result is not (StoreResult.Stored or StoreResult.PassedOver))
        {
            Tell(new ImportProblem(
                value.Source.Name, value.Result.ToString(), value.Status?.ToString(), value.SopInstanceUid.IsEmpty ? null : value.SopInstanceUid.Value, ReasonOf(value)));
        }

        _outOfResources = isOutOfResources ? _outOfResources + 1 : 0;
        if (_outOfResources == MostOutOfResources)
        {
            throw new IOException($"The server has not taken the last {MostOutOfResources} instances: {value.Message}");
        }

        if (time.GetElapsedTime(_written) >= CheckpointInterval)
        {
            Write();
        }
    }

    // What was done is passed over by its number. Where another file has that number now, all begins anew, and what is stored is found to be.
    private async ValueTask<ImportMark> ResumeAsync(CancellationToken cancellationToken)
    {
        if (!options.BeginsAnew && ImportCheckpoint.Read(checkpointFile) is { Mark: { Files: > 0 } mark } checkpoint && checkpoint.IsOf(options))
        {
            var last = await ImportSources.ReadAsync(options.Paths, (_, _) => { }).ElementAtOrDefaultAsync((int)mark.Files - 1, cancellationToken).ConfigureAwait(false);
            if (last?.Name == mark.Last)
            {
                progress.Problems.Load();
                return mark;
            }
        }

        progress.Problems.Clear();
        return ImportMark.None;
    }

    private async IAsyncEnumerable<StoreSource> FilesAsync(ImportMark mark, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var skipped = 0L;
        await foreach (var source in ImportSources.ReadAsync(options.Paths, Failed).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (skipped < mark.Files)
            {
                skipped++;
                continue;
            }

            _order.Begin(source);
            yield return source;
        }
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        progress.Total = await ImportSources.ReadAsync(options.Paths, (_, _) => { }).LongCountAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Failed(string path, string reason)
    {
        progress.Add(new ImportCounts(0, 0, 0, 0, 1, 0));
        Tell(new ImportProblem(path, nameof(StoreResult.Unreadable), null, null, reason));
    }

    private void Tell(ImportProblem problem)
    {
        logger.NotImported(new PatientData(problem.Name), problem.SopInstance, new PatientData(problem.Reason));
        progress.Problems.Add(problem);
    }

    private void Write()
    {
        _written = time.GetTimestamp();
        new ImportCheckpoint(options.Paths, options.AETitle.Value, options.Associations, IsHeld: false, _order.Mark).Write(checkpointFile);
    }

    private static string ReasonOf(StoreOutcome outcome) => outcome.Message ?? (outcome.Result == StoreResult.StoredWithWarning ? "It was stored with a warning." : "No reason was given.");
}
