namespace Gantry.Plugins.FileStore;

/// <summary>A file being written.</summary>
/// <param name="Stream">The file, open.</param>
/// <param name="Path">Where it is now.</param>
internal sealed record TemporaryFile(FileStream Stream, string Path);
