using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>
/// Adds the parts of names of the patients that have none: once after the tables were made by a version that knew nothing of them, and at each start of those that
/// such a version added meanwhile. Queries find these patients without parts until then.
/// </summary>
internal sealed class NamePartsUpkeep : IAsyncDisposable
{
    private const int PatientsAtATime = 200;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _work;

    public NamePartsUpkeep(CatalogWriter writer, ILogger logger) => _work = Task.Run(() => RunAsync(writer, logger));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync(CatalogWriter writer, ILogger logger)
    {
        try
        {
            var total = 0;
            for (var added = PatientsAtATime; added == PatientsAtATime && !_stopping.IsCancellationRequested; total += added)
            {
                added = await writer.PerformAsync(new SessionWork<int>(Add), _stopping.Token).ConfigureAwait(false);
            }

            if (total > 0)
            {
                logger.NamePartsAdded(total);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return; // the next start goes on
        }
        catch (CatalogException failure)
        {
            logger.NamePartsNotAdded(failure.Message);
        }
    }

    private static int Add(WriterSession session)
    {
        var patients = session.Context.Patients.Where(x => x.HasNameParts == 0).OrderBy(x => x.Id).Take(PatientsAtATime).Select(x => new { x.Id, x.Attributes }).ToList();
        foreach (var patient in patients)
        {
            foreach (var part in NameParts.Of(LevelAttributes.Decode(patient.Attributes), patient.Id))
            {
                session.Add(part);
            }
        }

        long[] ids = [.. patients.Select(patient => patient.Id)];
        session.Context.Patients.Where(x => ids.Contains(x.Id)).ExecuteUpdate(update => update.SetProperty(x => x.HasNameParts, 1));
        return patients.Count;
    }
}
