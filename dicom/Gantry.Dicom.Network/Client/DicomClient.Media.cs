namespace Gantry.Dicom.Network;

/// <content>Media creation management.</content>
public sealed partial class DicomClient
{
    private static readonly ContextSet MediaContexts = new([new ProposedContext(Uids.MediaCreationManagement)]);

    /// <summary>Makes a request for media (N-CREATE, PS3.4 §S.3.2.1). Nothing is written before <see cref="InitiateMediaAsync"/>.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The UID of the request, by which it is initiated, cancelled and looked after.</returns>
    /// <exception cref="ArgumentException">It has no instance, or asks for de-identification, for which a peer cannot be asked.</exception>
    /// <exception cref="DimseException">The peer refused the request.</exception>
    /// <exception cref="PresentationContextException">The peer did not accept the SOP class.</exception>
    /// <exception cref="AssociationException">No association was to be had, or it was lost.</exception>
    public async Task<Uid> CreateMediaAsync(MediaCreationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Deidentification is not null)
        {
            throw new ArgumentException("A peer cannot be asked to de-identify what it puts on media.", nameof(request));
        }

        var instance = Uid.New();
        var reply = await InvokeMediaAsync(
            new NCreateRq { SopClassUid = Uids.MediaCreationManagement, SopInstanceUid = instance }, request.ToDataSet(), cancellationToken).ConfigureAwait(false);
        return reply.Command.AffectedSopInstanceUid is { IsEmpty: false } affected ? affected : instance;
    }

    /// <summary>Has the media written (N-ACTION 1, PS3.4 §S.3.2.2).</summary>
    /// <param name="request">The UID of the request.</param>
    /// <param name="copies">The number of copies, from 1.</param>
    /// <param name="priority">The priority.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="DimseException">The peer refused, with A510H where that was asked for already.</exception>
    /// <exception cref="PresentationContextException">The peer did not accept the SOP class.</exception>
    /// <exception cref="AssociationException">No association was to be had, or it was lost.</exception>
    public Task InitiateMediaAsync(Uid request, int copies = 1, MediaPriority priority = MediaPriority.Medium, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(copies, 1);
        var information = new DicomDataSetBuilder().Set(Tags.NumberOfCopies, copies).Set(Tags.RequestPriority, priority switch
        {
            MediaPriority.High => "HIGH",
            MediaPriority.Low => "LOW",
            _ => "MED",
        });
        return InvokeMediaAsync(ActionOf(request, 1), information.Build(), cancellationToken);
    }

    /// <summary>Cancels the writing of media (N-ACTION 2, PS3.4 §S.3.2.3).</summary>
    /// <param name="request">The UID of the request.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="DimseException">The peer refused: C201H completed already, C202H in progress and not to be interrupted, C203H denied.</exception>
    /// <exception cref="PresentationContextException">The peer did not accept the SOP class.</exception>
    /// <exception cref="AssociationException">No association was to be had, or it was lost.</exception>
    public Task CancelMediaAsync(Uid request, CancellationToken cancellationToken = default) => InvokeMediaAsync(ActionOf(request, 2), null, cancellationToken);

    /// <summary>How far the peer is with the media (N-GET, PS3.4 §S.3.2.4).</summary>
    /// <param name="request">The UID of the request.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="DimseException">The peer refused: 0112H where it knows no such request.</exception>
    /// <exception cref="PresentationContextException">The peer did not accept the SOP class.</exception>
    /// <exception cref="AssociationException">No association was to be had, or it was lost.</exception>
    public async Task<MediaCreationStatus> GetMediaStatusAsync(Uid request, CancellationToken cancellationToken = default)
    {
        var get = new NGetRq { SopClassUid = Uids.MediaCreationManagement, SopInstanceUid = request };
        var reply = await InvokeMediaAsync(get, null, cancellationToken).ConfigureAwait(false);
        return MediaCreationStatus.Read(reply.ReadDataSet());
    }

    /// <summary>Asks again and again how far the peer is, until nothing more will happen.</summary>
    /// <param name="request">The UID of the request.</param>
    /// <param name="interval">How long to wait between two questions.</param>
    /// <param name="progress">Told of each answer; null for nobody.</param>
    /// <param name="cancellationToken">Ends the wait; the peer goes on.</param>
    /// <returns>The last answer: DONE or FAILURE.</returns>
    /// <exception cref="DimseException">The peer refused: 0112H where it knows no such request.</exception>
    /// <exception cref="AssociationException">No association was to be had, or it was lost.</exception>
    public async Task<MediaCreationStatus> WaitForMediaAsync(
        Uid request, TimeSpan interval, IProgress<MediaCreationStatus>? progress = null, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var status = await GetMediaStatusAsync(request, cancellationToken).ConfigureAwait(false);
            progress?.Report(status);
            if (status.IsFinal)
            {
                return status;
            }

            await Task.Delay(interval, _options.Association.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private static NActionRq ActionOf(Uid request, ushort action) =>
        new() { SopClassUid = Uids.MediaCreationManagement, SopInstanceUid = request, ActionTypeId = action };

    // An association for one use: one that stands idle may have ended, and an action must not be repeated on a guess.
    private async Task<DimseReply> InvokeMediaAsync(DimseRq command, DicomDataSet? dataSet, CancellationToken cancellationToken)
    {
        var lease = await OpenAsync(MediaContexts, handler: null, cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            return await InvokeAsync(lease.Association, command, dataSet, cancellationToken).ConfigureAwait(false);
        }
    }
}
