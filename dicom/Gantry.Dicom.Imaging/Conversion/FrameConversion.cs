using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>Decodes the frames of an instance, some at a time, and gives what was made of them on in their order.</summary>
internal static class FrameConversion
{
    /// <summary>Does the work of each frame.</summary>
    /// <param name="pixels">The frames.</param>
    /// <param name="first">The first one, decoded: what it is precedes all of them in the result.</param>
    /// <param name="options">Who decodes, and how many at a time.</param>
    /// <param name="make">What is made of a decoded frame; at the same time of several.</param>
    /// <param name="take">Takes it, in the order of frames.</param>
    /// <param name="cancellationToken">Ends the work between frames.</param>
    public static void Run(
        PixelData pixels, DecodedFrame first, PixelConversionOptions options, Action<DecodedFrame, ArrayBufferWriter<byte>> make, Action<ReadOnlyMemory<byte>> take, CancellationToken cancellationToken)
    {
        var frames = pixels.Description.NumberOfFrames;
        var made = Enumerable.Range(0, Math.Min(options.ParallelFrames, frames)).Select(_ => new ArrayBufferWriter<byte>()).ToArray();
        for (var number = 1; number <= frames; number += made.Length)
        {
            var count = Math.Min(made.Length, frames - number + 1);
            var start = number;
            try
            {
                Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = made.Length, CancellationToken = cancellationToken }, index =>
                {
                    made[index].ResetWrittenCount();
                    make(start + index == 1 ? first : pixels.Decode(start + index, options.Codecs), made[index]);
                });
            }
            catch (AggregateException several) when (several.Flatten().InnerExceptions is [var one, ..])
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(one);
            }

            for (var index = 0; index < count; index++)
            {
                take(made[index].WrittenMemory);
            }
        }
    }
}
