using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Network;

/// <content>A peer's services: verification and query.</content>
public sealed partial class DicomClient : IAsyncDisposable
{
    private readonly AssociationPool _pool;
    private readonly RetryPolicy _retry;
    private readonly DicomClientOptions _options;
    private readonly bool _isShared;

    /// <summary>A client of one peer. Nothing is opened before it is needed.</summary>
    /// <param name="host">Host name or address.</param>
    /// <param name="port">TCP port, 1 to 65,535.</param>
    /// <param name="called">The peer's AE title.</param>
    /// <param name="calling">The own AE title.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentException">No host, no port, or an empty AE title.</exception>
    public DicomClient(string host, int port, AETitle called, AETitle calling, DicomClientOptions? options = null)
        : this(host, port, called, calling, options ?? new DicomClientOptions(), Random.Shared.NextDouble)
    {
    }

    internal DicomClient(string host, int port, AETitle called, AETitle calling, DicomClientOptions options, Func<double> random)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65_535);
        if (called.IsEmpty || calling.IsEmpty)
        {
            throw new ArgumentException("Both AE titles are needed.");
        }

        (Host, Port, CalledAETitle, CallingAETitle, _options) = (host, port, called, calling, options);
        var time = options.Association.TimeProvider;
        _retry = new RetryPolicy(options.Retry, time, random);
        _pool = new AssociationPool(ConnectAsync, options.MaximumAssociations, options.IdleTimeout, time);
    }

    private DicomClient(DicomClient owner)
    {
        (Host, Port, CalledAETitle, CallingAETitle, _options) = (owner.Host, owner.Port, owner.CalledAETitle, owner.CallingAETitle, owner._options);
        (_retry, _pool, _isShared) = (owner._retry, owner._pool, true);
    }

    /// <summary>Host name or address of the peer.</summary>
    public string Host { get; }

    /// <summary>TCP port of the peer.</summary>
    public int Port { get; }

    /// <summary>The peer's AE title.</summary>
    public AETitle CalledAETitle { get; }

    /// <summary>The own AE title.</summary>
    public AETitle CallingAETitle { get; }

    internal AssociationPool Pool => _pool;

    /// <summary>C-ECHO (PS3.7 §9.1.5).</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The status of the response.</returns>
    /// <exception cref="PresentationContextException">The peer did not accept the Verification SOP class.</exception>
    /// <exception cref="AssociationException">No association was to be had, or it was lost.</exception>
    public async Task<DimseStatus> EchoAsync(CancellationToken cancellationToken = default)
    {
        var contexts = new ContextSet([ProposedContext.Verification]);
        for (var attempt = 1; ; attempt++)
        {
            AssociationLease? lease = null;
            try
            {
                lease = await _pool.RentAsync(contexts, cancellationToken).ConfigureAwait(false);
                return await lease.Association.EchoAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (AssociationException fault) when (IsStale(lease, fault))
            {
                attempt--; // that was none
                continue;
            }
            catch (AssociationException fault) when (_retry.IsWorth(fault, attempt))
            {
                // Once more, after the wait.
            }
            finally
            {
                await GiveBackAsync(lease).ConfigureAwait(false);
            }

            await _retry.WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>C-FIND in the model that the identifier's level belongs to: Patient Root for PATIENT, Study Root for the others (PS3.4 §C.6).</summary>
    /// <param name="identifier">The identifier: Query/Retrieve Level (0008,0052) and keys, as <see cref="QueryIdentifier"/> makes it.</param>
    /// <param name="cancellationToken">Cancels the query by C-CANCEL; leaving the enumeration does the same.</param>
    /// <exception cref="ArgumentException">The identifier has no level.</exception>
    /// <exception cref="PresentationContextException">The peer did not accept the SOP class.</exception>
    /// <exception cref="FindException">The query ended with a failure.</exception>
    /// <exception cref="AssociationException">No association was to be had, or it was lost.</exception>
    public IAsyncEnumerable<DicomDataSet> FindAsync(DicomDataSet identifier, CancellationToken cancellationToken = default) =>
        FindAsync(QueryIdentifier.ModelOf(identifier, Uids.PatientRootQueryRetrieveInformationModelFind, Uids.StudyRootQueryRetrieveInformationModelFind), identifier, cancellationToken);

    /// <summary>C-FIND (PS3.7 §9.1.2): the identifiers of the matches as they come.</summary>
    /// <param name="sopClassUid">The information model, such as Modality Worklist or Study Root.</param>
    /// <param name="identifier">The identifier: the keys, and the level where the model has levels.</param>
    /// <param name="cancellationToken">Cancels the query by C-CANCEL; leaving the enumeration does the same.</param>
    /// <remarks>It is tried again, where the fault passes, until the first match has come.</remarks>
    /// <exception cref="PresentationContextException">The peer did not accept the SOP class.</exception>
    /// <exception cref="FindException">The query ended with a failure.</exception>
    /// <exception cref="AssociationException">No association was to be had, or it was lost.</exception>
    public async IAsyncEnumerable<DicomDataSet> FindAsync(
        Uid sopClassUid, DicomDataSet identifier, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var contexts = new ContextSet([new ProposedContext(sopClassUid)]);
        for (var attempt = 1; ; attempt++)
        {
            var (hasMatch, isStale) = (false, false);
            AssociationLease? lease = null;
            IAsyncEnumerator<DicomDataSet>? matches = null;
            try
            {
                while (true)
                {
                    try
                    {
                        lease ??= await _pool.RentAsync(contexts, cancellationToken).ConfigureAwait(false);
                        matches ??= lease.Association.FindAsync(sopClassUid, identifier, cancellationToken).GetAsyncEnumerator(cancellationToken);
                        if (!await matches.MoveNextAsync().ConfigureAwait(false))
                        {
                            yield break;
                        }
                    }
                    catch (AssociationException fault) when (!hasMatch && IsStale(lease, fault))
                    {
                        isStale = true;
                        break;
                    }
                    catch (Exception fault) when (!hasMatch && _retry.IsWorth(fault, attempt))
                    {
                        break;
                    }

                    hasMatch = true;
                    yield return matches.Current;
                }
            }
            finally
            {
                if (matches is not null)
                {
                    await matches.DisposeAsync().ConfigureAwait(false);
                }

                await GiveBackAsync(lease).ConfigureAwait(false);
            }

            if (isStale)
            {
                attempt--; // that was none
            }
            else
            {
                await _retry.WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Another client of the same peer, on the same associations and below the same limit.</summary>
    /// <returns>A client for somebody else's use: disposing it leaves the associations, which belong to this one and end with it.</returns>
    public DicomClient Share() => new(this);

    /// <summary>
    /// Releases the associations that nobody uses; operations under way keep theirs to their end. The client takes nothing more. One of <see cref="Share"/> releases
    /// nothing.
    /// </summary>
    public ValueTask DisposeAsync() => _isShared ? ValueTask.CompletedTask : _pool.DisposeAsync();

    // An association that ended while nobody used it says nothing about the peer.
    private static bool IsStale(AssociationLease? lease, AssociationException fault) =>
        lease is { IsReused: true } && fault.End?.Reason != AssociationEndReason.TimedOut;

    private static ValueTask GiveBackAsync(AssociationLease? lease) => lease is null ? ValueTask.CompletedTask : lease.DisposeAsync();

    private async Task<Association> ConnectAsync(ContextSet contexts, IDimseHandler? handler, CancellationToken cancellationToken)
    {
        var association = await EstablishAsync(contexts, handler, cancellationToken).ConfigureAwait(false);
        _options.Opened?.Invoke(association);
        return association;
    }

    private async Task<Association> EstablishAsync(ContextSet contexts, IDimseHandler? handler, CancellationToken cancellationToken)
    {
        var options = _options.Association;
        if (_options.MaximumOperations > 1 && options.AsynchronousOperationsWindow is null)
        {
            options = options with { AsynchronousOperationsWindow = new AsynchronousOperationsWindow((ushort)_options.MaximumOperations, 1) };
        }

        if (_options.OpenTransport is not { } openTransport)
        {
            return await ConnectAsync(Host, Port, CalledAETitle, CallingAETitle, contexts.Contexts, options, handler, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var transport = await openTransport(cancellationToken).ConfigureAwait(false);
            return await ConnectAsync(transport, null, CalledAETitle, CallingAETitle, contexts.Contexts, options, handler, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception is not AssociationException)
        {
            throw new TransportOpeningException($"No connection to {Host}:{Port}: {exception.Message}", exception);
        }
    }
}
