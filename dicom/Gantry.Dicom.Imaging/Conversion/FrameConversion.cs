using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>Decodes the frames of an instance, some at a time, and gives what was made of them on in their order.</summary>
internal static class FrameConversion
{
    /// <summary>Does the work of each frame.</summary>
    /// <param name="pixels">The frames.</param>
    /// <param name="first">The first one, decoded: what it is precedes all of them in the result.</param>
    /// <param name="options">Who decodes, and how many at a time.</param>
    /// <param name="make">What is made of a decoded frame, in the buffer given or the frame itself; at the same time of several.</param>
    /// <param name="take">Takes it, in the order of frames, one at a time.</param>
    /// <param name="cancellationToken">Ends the work between frames.</param>
    public static void Run(
        PixelData pixels, DecodedFrame first, PixelConversionOptions options, Func<DecodedFrame, ArrayBufferWriter<byte>, ReadOnlyMemory<byte>> make, Action<ReadOnlyMemory<byte>> take,
        CancellationToken cancellationToken)
    {
        var turns = new FrameTurns(pixels.Description.NumberOfFrames);
        var others = new Task[Math.Min(options.ParallelFrames, pixels.Description.NumberOfFrames) - 1];
        for (var index = 0; index < others.Length; index++)
        {
            others[index] = Task.Run(Work, CancellationToken.None);
        }

        Work();
        Task.WaitAll(others, CancellationToken.None);
        turns.ThrowIfGivenUp();

        // Each makes one frame after the other, and waits with it until those before are taken: while one is written, others are made.
        void Work()
        {
            var (buffers, made) = (new FrameBuffers(), new ArrayBufferWriter<byte>());
            try
            {
                while (turns.Next() is var number and > 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    made.ResetWrittenCount();
                    var frame = make(number == 1 ? first : pixels.Decode(number, options.Codecs, buffers), made);
                    if (!turns.Wait(number))
                    {
                        return;
                    }

                    take(frame);
                    turns.Done();
                }
            }
            catch (Exception fault) when (turns.GiveUp(fault))
            {
                return; // it is thrown when all have ended
            }
        }
    }
}
