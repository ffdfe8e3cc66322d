using System.Diagnostics;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.Move.Tests;

/// <summary>Retrievals that this server asks another AE for, over a queue in memory and a clock that stands still until it is told.</summary>
public sealed class FetchTests : IAsyncDisposable
{
    private static readonly AETitle Peer = new("ARCHIVE");
    private static readonly DicomDataSet Identifier = QueryIdentifier.Studies([new Uid("2.25.77")]);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly TestServices _services = new("gantry.move");
    private readonly MovingArchive _archive = new();
    private PluginHarness? _plugin;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public FetchTests()
    {
        _services.With<TimeProvider>(_time);
        _services.RemoteNodes.Add(Peer).Handler = _archive;
    }

    public async ValueTask DisposeAsync()
    {
        await (_plugin?.DisposeAsync() ?? ValueTask.CompletedTask);
        _services.Dispose();
    }

    [Fact]
    public async Task The_archive_is_asked_to_send_here_and_what_it_tells_is_saved()
    {
        var uid = await OrderAsync();
        await StartAsync();
        await _archive.Asked.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        var going = await UntilAsync(uid, stored => FetchJob.Read(stored.Job.Attributes).Counters is { Completed: 1 }, TimeSpan.FromSeconds(1));
        Assert.Equal((JobState.Pending, true), (going.Job.State, going.Lease!.EndsAt > _time.GetUtcNow() + TimeSpan.FromSeconds(30)));

        _archive.End.SetResult(new DimseResponse(DimseStatus.Success) { SubOperations = new SubOperationCounters(0, 3, 0, 0) });
        var done = await UntilAsync(uid, stored => stored.Job.State == JobState.Done, TimeSpan.FromMilliseconds(100));

        Assert.Equal(("GANTRY", "2.25.77"), (_archive.Destination.Value, _archive.Identifier!.GetString(Tags.StudyInstanceUID)));
        Assert.Equal(new SubOperations(0, 3, 0, 0), FetchJob.Read(done.Job.Attributes).Counters);
        Assert.Equal(("", (JobLease?)null, "ann"), (done.Job.Note, done.Lease, FetchJob.Read(done.Job.Attributes).User));
    }

    [Theory]
    [InlineData(0xB000, JobState.Done, "1 could not be sent")]
    [InlineData(0xFE00, JobState.Failed, "has cancelled it")]
    [InlineData(0x0122, JobState.Failed, "0122")]
    public async Task How_it_ends_the_archive_says(int status, JobState state, string note)
    {
        _archive.End.SetResult(new DimseResponse(new DimseStatus((ushort)status)) { SubOperations = new SubOperationCounters(0, 2, 1, 0) });
        var uid = await OrderAsync();
        await StartAsync();

        var ended = await UntilAsync(uid, stored => stored.Job.State is JobState.Done or JobState.Failed, TimeSpan.FromSeconds(1));

        Assert.Equal((state, true), (ended.Job.State, ended.Job.Note.Contains(note, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_failure_is_tried_again_later_and_at_last_given_up()
    {
        _archive.End.SetResult(new DimseResponse(new DimseStatus(0xA702)) { ErrorComment = "Too busy." });
        var uid = await OrderAsync();
        await StartAsync();

        var later = await UntilAsync(uid, stored => stored is { Attempts: 1, Lease: null }, TimeSpan.FromMilliseconds(100));
        Assert.Equal((JobState.Pending, true, true), (later.Job.State, later.Job.DueAt > _time.GetUtcNow() + TimeSpan.FromSeconds(20), later.Job.Note.EndsWith("Too busy.", StringComparison.Ordinal)));
        var given = await UntilAsync(uid, stored => stored.Job.State == JobState.Failed, TimeSpan.FromSeconds(20));
        Assert.Equal(5, given.Attempts);
    }

    [Fact]
    public async Task One_that_an_administrator_pauses_is_cancelled_at_the_archive_and_stays_as_it_was_left()
    {
        var uid = await OrderAsync();
        await StartAsync();
        await _archive.Asked.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        var held = (await _services.RetrieveQueue.GetAsync(uid, Cancellation))!;

        await _services.RetrieveQueue.UpdateAsync(held, held.Job with { State = JobState.Idle, Note = "Paused." }, lease: null, _time.GetUtcNow(), Cancellation);
        for (var begun = Stopwatch.GetTimestamp(); !_archive.Cancelled.Task.IsCompleted;)
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), "It is not cancelled.");
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, Cancellation);
        }

        await _plugin!.DisposeAsync();
        _plugin = null;
        var paused = (await _services.RetrieveQueue.GetAsync(uid, Cancellation))!;
        Assert.Equal((JobState.Idle, "Paused.", (JobLease?)null), (paused.Job.State, paused.Job.Note, paused.Lease));
    }

    [Fact]
    public async Task What_a_replaced_version_had_begun_the_next_one_begins_anew()
    {
        var uid = await OrderAsync();
        await StartAsync();
        await _archive.Asked.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);

        await _plugin!.DisposeAsync();
        var left = (await _services.RetrieveQueue.GetAsync(uid, Cancellation))!;
        Assert.Equal((JobState.Pending, (JobLease?)null), (left.Job.State, left.Lease));
        _archive.End.SetResult(DimseStatus.Success);
        await StartAsync();

        await UntilAsync(uid, stored => stored.Job.State == JobState.Done, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task One_of_an_AE_that_is_not_known_has_failed()
    {
        var uid = await OrderAsync(new AETitle("NOBODY"));
        await StartAsync();
        Assert.Equal("NOBODY is not a known AE.", (await UntilAsync(uid, stored => stored.Job.State == JobState.Failed, TimeSpan.FromSeconds(1))).Job.Note);
    }

    private async Task StartAsync() => _plugin = await PluginHarness.StartAsync(typeof(MoveHandler).Assembly, _services);

    private async Task<Uid> OrderAsync(AETitle? peer = null)
    {
        var (uid, now) = (Uid.New(), _time.GetUtcNow());
        var attributes = new FetchJob { Identifier = Identifier, User = "ann" }.ToAttributes();
        await _services.RetrieveQueue.AddAsync(new Job { Uid = uid, IsOutgoing = true, Peer = peer ?? Peer, CreatedAt = now, DueAt = now, Attributes = attributes }, Cancellation);
        return uid;
    }

    private async Task<StoredJob> UntilAsync(Uid uid, Func<StoredJob, bool> condition, TimeSpan step)
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            var stored = (await _services.RetrieveQueue.GetAsync(uid, Cancellation))!;
            if (condition(stored))
            {
                return stored;
            }

            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), $"It is not so: {stored}");
            await Task.Delay(5, Cancellation);
            _time.Advance(step);
        }
    }

    /// <summary>An archive that says of one instance that it was sent, and then how the whole has ended.</summary>
    private sealed class MovingArchive : IAssociationHandler
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<DimseResponse> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public AETitle Destination { get; private set; }

        public DicomDataSet? Identifier { get; private set; }

        public ValueTask<AssociationAnswer> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken) =>
            new(AssociationAnswer.Accept(request, context => context.AcceptFirst(_ => true)));

        public async ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken)
        {
            (Identifier, Destination) = (await request.ReadDataSetAsync(cancellationToken: cancellationToken), ((CMoveRq)request.Command).MoveDestination);
            if (!End.Task.IsCompleted)
            {
                await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { SubOperations = new SubOperationCounters(2, 1, 0, 0) }, cancellationToken);
            }

            Asked.TrySetResult();
            try
            {
                return await End.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Cancelled.TrySetResult();
                throw;
            }
        }
    }
}
