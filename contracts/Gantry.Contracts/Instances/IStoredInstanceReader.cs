namespace Gantry.Contracts;

/// <summary>Makes of an instance in the store the entry that the catalog has for it: the same that was made when it was received. A catalog is rebuilt with it.</summary>
/// <remarks>Provided by the plugin that stores. Safe for concurrent use.</remarks>
public interface IStoredInstanceReader
{
    /// <summary>Reads the attributes of an instance.</summary>
    /// <param name="location">Where it is in the store.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="FileNotFoundException">There is nothing at the location.</exception>
    /// <exception cref="InvalidDataException">What is there is no instance that would have been stored, or is cut short among its attributes; the message says why, without patient data.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    ValueTask<CatalogEntry> ReadAsync(string location, CancellationToken cancellationToken);
}
