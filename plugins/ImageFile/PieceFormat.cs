namespace Gantry.Plugins.ImageFile;

/// <summary>What a piece is.</summary>
public enum PieceFormat
{
    /// <summary>An image, ISO 9660 level 1 with Joliet: <c>.iso</c>.</summary>
    Image,

    /// <summary>A folder that has what the medium would have.</summary>
    Folder,

    /// <summary>A ZIP archive of that: <c>.zip</c>.</summary>
    Zip,
}
