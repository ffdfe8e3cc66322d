namespace Gantry.Dicom.Imaging;

/// <summary>What is said of a codec that fails otherwise than it may.</summary>
internal static class CodecFailure
{
    // What the exception says stays inside: it may have values of the data set in it.
    public static PixelDataException Of(object codec, Exception fault) => new($"The codec {codec.GetType().FullName} failed: {fault.GetType().Name}.", fault);

    public static PixelDataException Of(object codec, string why) => new($"The codec {codec.GetType().FullName} failed: {why}.");

    /// <summary>Why a codec is unavailable; that it cannot even say that, too.</summary>
    public static string? WhyUnavailable(object codec, Func<string?> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return Of(codec, fault).Message;
        }
    }

    /// <summary>What a codec is for; nothing, where it cannot even say that: it must not be in the way of the others.</summary>
    public static IReadOnlyCollection<TransferSyntax> TransferSyntaxes(Func<IReadOnlyCollection<TransferSyntax>?> ask)
    {
        try
        {
            return [.. ask() ?? []];
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return [];
        }
    }
}
