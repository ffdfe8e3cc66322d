namespace Gantry.Dicom.Network;

/// <content>Storage.</content>
public sealed partial class DicomClient
{
    /// <summary>C-STORE of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the attempt; a C-STORE under way is not cut off, as <see cref="Association.InvokeAsync"/> says.</param>
    /// <returns>What became of it, whatever the status.</returns>
    /// <exception cref="AssociationException">No association was to be had.</exception>
    public Task<StoreOutcome> StoreAsync(string path, CancellationToken cancellationToken = default) => StoreAsync(StoreSource.OfFile(path), cancellationToken);

    /// <summary>C-STORE of one instance.</summary>
    /// <param name="source">The instance.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What became of it, whatever the status.</returns>
    /// <exception cref="AssociationException">No association was to be had.</exception>
    public async Task<StoreOutcome> StoreAsync(StoreSource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var outcome = new LastOutcome();
        await StoreAsync([source], new StoreOptions { MaximumAssociations = 1, Progress = outcome }, cancellationToken).ConfigureAwait(false);
        return outcome.Value!;
    }

    /// <summary>C-STORE of many instances, as <see cref="StoreAsync(IAsyncEnumerable{StoreSource}, StoreOptions?, CancellationToken)"/>.</summary>
    public Task<StoreSummary> StoreAsync(IEnumerable<StoreSource> sources, StoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return StoreAsync(sources.ToAsyncEnumerable(), options, cancellationToken);
    }

    /// <summary>C-STORE of many instances (PS3.7 §9.1.1), with the presentation contexts that they need.</summary>
    /// <param name="sources">The instances, asked for as they are sent: a few hundred are read ahead, and of these no more than 16 MB are in memory.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">
    /// Ends the whole. C-STOREs under way are not cut off, as <see cref="Association.InvokeAsync"/> says; what they come to is still told.
    /// </param>
    /// <remarks>
    /// An instance's failure is its outcome, and the others are sent. Where an instance and those seen lately need more than 128 presentation contexts, another association
    /// is opened.
    /// </remarks>
    /// <returns>How many the peer has.</returns>
    /// <exception cref="AssociationException">
    /// No association was to be had, or none any more. What the outcomes told until then is so; of the others the peer has acknowledged none.
    /// </exception>
    public Task<StoreSummary> StoreAsync(IAsyncEnumerable<StoreSource> sources, StoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        options ??= new StoreOptions();
        var operation = new StoreOperation(_pool, _retry, _options.MaximumOperations, options);
        return operation.RunAsync(sources, Math.Min(options.MaximumAssociations, _options.MaximumAssociations), cancellationToken);
    }

    private sealed class LastOutcome : IProgress<StoreOutcome>
    {
        public StoreOutcome? Value { get; private set; }

        public void Report(StoreOutcome value) => Value = value;
    }
}
