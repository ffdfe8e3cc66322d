namespace Gantry.Contracts;

/// <summary>Where an instance lies in the store.</summary>
/// <param name="Location">The store's own name for the place; text without meaning to others, at most 255 characters.</param>
/// <param name="Length">The bytes of the data set.</param>
/// <param name="DataSetOffset">The bytes before the data set in the stored file, 0 where the store keeps no file.</param>
public sealed record StoredInstance(string Location, long Length, long DataSetOffset)
{
    /// <summary>That the store tells of the instance at its next start; null, the default, where it does not. Who has it releases it, once, when it is safe in the catalog or deleted.</summary>
    public IInstanceRecovery? Recovery { get; init; }
}
