namespace Gantry.Plugins.FileStore;

/// <summary>How much of a journal a store has.</summary>
/// <param name="Bytes">Its length; 0 for none.</param>
/// <param name="After">How many small instances come before it is made: who stores a few has no need of it.</param>
internal sealed record JournalSize(long Bytes, int After = 32);
