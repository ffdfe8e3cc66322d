namespace Gantry.Contracts;

/// <summary>Where an instance lies in the store.</summary>
/// <param name="Location">The store's own name for the place; text without meaning to others, at most 255 characters.</param>
/// <param name="Length">The bytes of the data set.</param>
/// <param name="DataSetOffset">The bytes before the data set in the stored file, 0 where the store keeps no file.</param>
public sealed record StoredInstance(string Location, long Length, long DataSetOffset);
