namespace Gantry.Dicom.Imaging;

/// <summary>A window: which values become black, white and what is between (PS3.3 §C.11.2.1.2).</summary>
/// <param name="Center">Window Center (0028,1050), in units of the modality LUT's output.</param>
/// <param name="Width">Window Width (0028,1051): 1 or more for <see cref="VoiFunction.Linear"/>, more than 0 for the others.</param>
/// <param name="Function">VOI LUT Function (0028,1056).</param>
public sealed record VoiWindow(double Center, double Width, VoiFunction Function = VoiFunction.Linear)
{
    /// <summary>Maps a value.</summary>
    /// <param name="value">Output of the modality LUT.</param>
    /// <returns>0 for black to 1 for white.</returns>
    public double Map(double value) => Function switch
    {
        VoiFunction.Sigmoid => 1 / (1 + Math.Exp(-4 * (value - Center) / Width)),
        VoiFunction.LinearExact => Linear(value, Center, Width),
        _ when Width <= 1 => value <= Center - 0.5 ? 0 : 1,
        _ => Linear(value, Center - 0.5, Width - 1),
    };

    /// <summary>True where the width can be one.</summary>
    internal bool IsPossible => double.IsFinite(Center) && double.IsFinite(Width) && (Function == VoiFunction.Linear ? Width >= 1 : Width > 0);

    private static double Linear(double value, double center, double width) => Math.Clamp(((value - center) / width) + 0.5, 0, 1);
}
