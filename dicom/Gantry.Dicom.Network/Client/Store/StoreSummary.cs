namespace Gantry.Dicom.Network;

/// <summary>What became of many instances.</summary>
/// <param name="Stored">How many the peer has without a warning.</param>
/// <param name="Warnings">How many it has with one.</param>
/// <param name="Failed">How many it does not have.</param>
/// <param name="Bytes">The bytes of the data sets that it has.</param>
public sealed record StoreSummary(int Stored, int Warnings, int Failed, long Bytes)
{
    /// <summary>True where the peer has all.</summary>
    public bool IsComplete => Failed == 0;
}
