using System.Threading.Channels;

namespace Gantry.Dicom.Network;

/// <summary>A request that this side has sent, and the responses to it.</summary>
internal sealed class Invocation(ushort messageId, PresentationContext context, CommandField requested)
{
    // Beyond this the peer is held back.
    private const int MostReplies = 16;

    private readonly Channel<DimseReply> _replies = Channel.CreateBounded<DimseReply>(new BoundedChannelOptions(MostReplies) { SingleReader = true, SingleWriter = true });
    private bool _isAnswered;

    public ushort MessageId => messageId;

    public PresentationContext Context => context;

    public CommandField Field => requested;

    /// <summary>True once the final response has begun to arrive: what is still being sent is of no use any more.</summary>
    public bool IsAnswered
    {
        get => Volatile.Read(ref _isAnswered);
        set => Volatile.Write(ref _isAnswered, value);
    }

    public ChannelReader<DimseReply> Replies => _replies.Reader;

    public async ValueTask AddAsync(DimseReply reply)
    {
        try
        {
            await _replies.Writer.WriteAsync(reply).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            // The association has ended meanwhile, and whoever reads has been told.
        }
    }

    public void Fail(AssociationException exception) => _replies.Writer.TryComplete(exception);
}
