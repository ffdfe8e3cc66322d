using System.Composition;
using System.Net;
using System.Xml.Linq;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.TransactionLog.Audit;

/// <summary>Makes audit messages of what was noted, keeps them on the disk, and sends them to the repository as it takes them. Nothing where none is set.</summary>
[Export, Shared]
[method: ImportingConstructor]
public sealed class AuditService(
    IPluginContext context, AuditBuffer buffer, ExportFactory<PatientLookup> patients, IPluginSettings<TransactionLogSettings> settings, TimeProvider time, ILoggerFactory loggers)
    : IDisposable
{
    private const int BatchSize = 100;
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    private readonly ILogger _logger = loggers.CreateLogger<AuditService>();
    private readonly TransferBook _book = new();
    private readonly WebBook _web = new();
    private readonly TransactionLogSettings _settings = settings.Current; // as long as this version lives
    private AuditQueue? _queue;
    private Task _making = Task.CompletedTask;
    private Task _sending = Task.CompletedTask;
    private long _dropped;
    private bool _isFailing;

    /// <summary>Begins.</summary>
    internal void Start()
    {
        if (_settings.AuditHost.Length == 0)
        {
            return;
        }

        _queue = new AuditQueue(Path.Combine(context.DataFolder, "audit"), (long)_settings.AuditQueueMegabytes << 20);
        Keep(AuditMessages.Activity(isStart: true, context.HostAETitle, time.GetUtcNow()));
        _making = Task.Run(() => MakeAllAsync(context.Stopping), CancellationToken.None);
        _sending = Task.Run(() => SendAllAsync(context.Stopping), CancellationToken.None);
    }

    /// <summary>Ends; what is not sent stays on the disk for the next start.</summary>
    internal async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        if (_queue is null)
        {
            return;
        }

        await _making.ConfigureAwait(false);
        await _sending.ConfigureAwait(false);
        while (buffer.Waiting.TryRead(out var audited))
        {
            await MakeAsync(audited, cancellationToken).ConfigureAwait(false);
        }

        await TellAsync(_book.TakeAll(), cancellationToken).ConfigureAwait(false);
        await TellAsync(_web.Take(DateTimeOffset.MaxValue), cancellationToken).ConfigureAwait(false);
        Keep(AuditMessages.Activity(isStart: false, context.HostAETitle, time.GetUtcNow()));
    }

    /// <inheritdoc/>
    public void Dispose() => _queue?.Dispose();

    private async Task MakeAllAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                while (buffer.Waiting.TryRead(out var audited))
                {
                    await MakeAsync(audited, stopping).ConfigureAwait(false);
                }

                await TellAsync(_book.Take(null, time.GetUtcNow()), stopping).ConfigureAwait(false);
                await TellAsync(_web.Take(time.GetUtcNow()), stopping).ConfigureAwait(false);
                SayDropped();
                await Task.Delay(PollInterval, time, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return; // the rest is made by the stop
        }
    }

    private async ValueTask MakeAsync(object audited, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        switch (audited)
        {
            case AuditedQuery query:
                Keep(AuditMessages.Query(query));
                break;
            case CompletedWebRequest request when AuditedWeb.KindOf(request) is AuditedWebKind.Query or AuditedWebKind.Refused:
                Keep(AuditMessages.Web(request, 1, context.HostAETitle, study: null));
                break;
            case CompletedWebRequest request:
                _web.Add(request, now);
                break;
            case AdministrativeAction action:
                Keep(AuditMessages.Action(action));
                break;
            case DeletedInstances deleted:
                Keep(AuditMessages.Deletion(deleted, await PatientOfAsync(deleted, cancellationToken).ConfigureAwait(false)));
                break;
            case AuditedTransfer transfer:
                if (_book.Add(transfer, now) && transfer.IsOutgoing)
                {
                    await TellAsync([transfer], isBegin: true, cancellationToken).ConfigureAwait(false);
                }

                break;
            case CompletedAssociation association:
                if (AuditMessages.Association(association, now) is { } message)
                {
                    Keep(message);
                }

                await TellAsync(_book.Take(association.AssociationId, now), cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask TellAsync(List<List<AuditedTransfer>> due, CancellationToken cancellationToken)
    {
        foreach (var transfers in due)
        {
            await TellAsync(transfers, isBegin: false, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask TellAsync(List<(CompletedWebRequest First, int Count)> due, CancellationToken cancellationToken)
    {
        foreach (var (request, count) in due)
        {
            var uid = AuditedWeb.StudyOf(request);
            var study = uid.IsEmpty ? null : await LookUpAsync(lookup => lookup.FindAsync(uid, cancellationToken)).ConfigureAwait(false) ?? new PatientStudy(uid, "", "");
            Keep(AuditMessages.Web(request, count, context.HostAETitle, study));
        }
    }

    // A message tells of one patient, so of one study (PS3.15 §A.5.3.7).
    private async ValueTask TellAsync(List<AuditedTransfer> transfers, bool isBegin, CancellationToken cancellationToken)
    {
        var known = await LookUpAsync(transfers, cancellationToken).ConfigureAwait(false);
        foreach (var study in transfers.GroupBy(transfer => known.GetValueOrDefault(transfer.SopInstance) ?? new PatientStudy(default, "", "")))
        {
            var counts = study.GroupBy(transfer => transfer.SopClass).Select(group => (group.Key.Value, group.Select(transfer => transfer.SopInstance).Distinct().Count()));
            Keep(AuditMessages.Transfer(study.First(), isBegin, study.Key, counts, time.GetUtcNow()));
        }
    }

    private async ValueTask<Dictionary<Uid, PatientStudy>> LookUpAsync(List<AuditedTransfer> transfers, CancellationToken cancellationToken) =>
        await LookUpAsync(lookup => lookup.FindAsync(transfers.Select(transfer => transfer.SopInstance), cancellationToken)).ConfigureAwait(false) ?? [];

    // Of a study that others of its instances are left of, the catalog knows the patient.
    private async ValueTask<PatientStudy> PatientOfAsync(DeletedInstances deleted, CancellationToken cancellationToken)
    {
        var told = new PatientStudy(deleted.StudyInstanceUid, deleted.PatientId, deleted.PatientName);
        return deleted.StudyInstanceUid.IsEmpty || deleted.PatientId.Length + deleted.PatientName.Length > 0
            ? told
            : await LookUpAsync(lookup => lookup.FindAsync(deleted.StudyInstanceUid, cancellationToken)).ConfigureAwait(false) ?? told;
    }

    private async ValueTask<T?> LookUpAsync<T>(Func<PatientLookup, ValueTask<T>> findAsync)
        where T : class?
    {
        try
        {
            using var lookup = patients.CreateExport();
            return await findAsync(lookup.Value).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _logger.PatientsNotLookedUp(exception.Message);
            return null; // audited all the same, without the patient
        }
    }

    private void Keep(AuditEvent audited)
    {
        try
        {
            var source = _settings.AuditSourceId.Length == 0 ? $"{context.HostAETitle}@{Dns.GetHostName()}" : _settings.AuditSourceId;
            XElement message = AuditXml.Make(source, _settings.AuditEnterpriseSite, audited);
            if (!_queue!.TryAdd(SyslogMessage.Of(message, audited.Id == AuditCode.SecurityAlert, audited.At, Dns.GetHostName(), _settings.AuditMessageId)))
            {
                _dropped++;
            }
        }
        catch (IOException failure)
        {
            _dropped++;
            _logger.AuditNotKept(failure.Message);
        }
    }

    private void SayDropped()
    {
        var dropped = _dropped + buffer.TakeDropped();
        _dropped = 0;
        if (dropped > 0)
        {
            _logger.AuditDropped(dropped);
        }
    }

    private async Task SendAllAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await SendAsync(stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The repository is away, or its certificate is not trusted; told once.
                if (!_isFailing)
                {
                    _logger.AuditNotSent(_settings.AuditHost, _settings.AuditPort, exception.Message);
                }

                _isFailing = true;
                await Task.Delay(RetryInterval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SendAsync(CancellationToken stopping)
    {
        var connection = await SyslogConnection.OpenAsync(_settings, stopping).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            while (true)
            {
                var messages = _queue!.Peek(BatchSize);
                if (messages.Count > 0)
                {
                    await connection.SendAsync(messages, stopping).ConfigureAwait(false);
                    _queue.Commit(messages);
                    _isFailing = false;
                }
                else
                {
                    await Task.Delay(PollInterval, time, stopping).ConfigureAwait(false);
                }
            }
        }
    }
}
