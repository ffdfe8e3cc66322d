namespace Gantry.Dicom.Imaging;

/// <summary>Decodes the blocks of a scan, in their order.</summary>
internal interface IBlockDecoder
{
    /// <summary>Decodes the next block.</summary>
    /// <param name="reader">The bits.</param>
    /// <param name="component">Which of the scan's components it is of.</param>
    /// <param name="across">Where it is among the blocks of a row.</param>
    /// <param name="down">In which row of blocks.</param>
    /// <exception cref="PixelDataException">The bits are no code.</exception>
    void Decode(ref JpegBitReader reader, int component, int across, int down);

    /// <summary>Forgets what came before: a restart interval begins.</summary>
    void Restart();
}
