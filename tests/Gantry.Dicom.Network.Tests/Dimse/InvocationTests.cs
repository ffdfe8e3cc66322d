namespace Gantry.Dicom.Network.Tests.Dimse;

public sealed class InvocationTests
{
    private static readonly PresentationContext Context = new(1, Uids.StudyRootQueryRetrieveInformationModelFind, TransferSyntax.ImplicitVRLittleEndian, ServiceRoles.Scu);
    private readonly Invocation _invocation = new(7, Context, CommandField.CFindRq);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Responses_are_taken_in_order_and_who_adds_too_many_is_held_back()
    {
        var added = 0;
        var adding = Task.Run(
            async () =>
            {
                for (ushort i = 0; i < 1_000; i++)
                {
                    await _invocation.AddAsync(Reply(i));
                    Interlocked.Increment(ref added);
                }
            },
            Token);
        for (ushort i = 0; i < 1_000; i++)
        {
            Assert.Equal(i, (await _invocation.TakeAsync(Token)).Command.MessageIdBeingRespondedTo);
            Assert.InRange(Volatile.Read(ref added), 0, i + 18); // sixteen wait, one was taken, one is being counted
        }

        await adding;
    }

    [Fact]
    public async Task What_is_cancelled_while_it_waits_loses_no_response()
    {
        using var cancellation = new CancellationTokenSource();
        var taking = _invocation.TakeAsync(cancellation.Token).AsTask();
        Assert.False(taking.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);

        await _invocation.AddAsync(Reply(1));
        Assert.Equal(1, (await _invocation.TakeAsync(cancellation.Token)).Command.MessageIdBeingRespondedTo);
    }

    [Fact]
    public async Task The_end_of_the_association_comes_after_what_came_before_it()
    {
        await _invocation.AddAsync(Reply(1));
        var end = new AssociationException("It has ended.");
        _invocation.Fail(end);
        await _invocation.AddAsync(Reply(2)); // too late, and no one's
        Assert.Equal(1, (await _invocation.TakeAsync(Token)).Command.MessageIdBeingRespondedTo);
        Assert.Same(end, await Assert.ThrowsAsync<AssociationException>(() => _invocation.TakeAsync(Token).AsTask()));
    }

    [Fact]
    public async Task The_end_lets_go_who_waits_to_take_and_who_waits_to_add()
    {
        var taking = _invocation.TakeAsync(Token).AsTask();
        _invocation.Fail(new AssociationException("It has ended."));
        await Assert.ThrowsAsync<AssociationException>(() => taking);

        var other = new Invocation(8, Context, CommandField.CFindRq);
        for (ushort i = 0; i < 16; i++)
        {
            await other.AddAsync(Reply(i));
        }

        var adding = other.AddAsync(Reply(16)).AsTask();
        Assert.False(adding.IsCompleted);
        other.Fail(new AssociationException("It has ended."));
        await adding;
    }

    private static DimseReply Reply(ushort number) => new(new CFindRsp { MessageIdBeingRespondedTo = number }, default, TransferSyntax.ImplicitVRLittleEndian);
}
